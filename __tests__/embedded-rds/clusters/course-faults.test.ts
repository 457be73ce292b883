import { ClusterWorld, clusterId, nameIn } from './cluster-world';

function deployed(
  effect?: 'provisioning-fails' | 'upgrade-fails' | 'available-before-members' | 'replication-degraded',
) {
  const rds = ClusterWorld.seeded();
  if (effect !== undefined) rds.addFault({ kind: 'course', effect });
  const since = rds.now;
  return { rds, since, id: rds.deploy() };
}

const failures = ({ categories }: { categories: string[] }): boolean => categories.includes('failure');

describe('the course of things, disturbed', () => {
  it('provisioning fails half an hour in, with a failed task, a reason and an event', () => {
    const { rds, since, id } = deployed('provisioning-fails');
    expect(rds.pass(29).deployment(id).Status).toBe('PROVISIONING');
    const failed = rds.reload().pass(1).deployment(id);
    expect(failed).toMatchObject({
      Status: 'INVALID_CONFIGURATION',
      StatusDetails: expect.stringMatching(/^Creation of blue\/green deployment failed because /),
      Tasks: [{ Status: 'FAILED' }, { Status: 'PENDING' }, { Status: 'PENDING' }],
    });
    expect(rds.events(since, failures)).toEqual([`30 ${id}: ${failed.StatusDetails}`]);
    rds.call('DeleteBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id, DeleteTarget: true });
    rds.pass(20);
    expect(Object.keys(rds.region.clusters)).toHaveLength(1);
    expect(rds.cluster().Status).toBe('available');
    expect(rds.pass(60).deployment(rds.deploy()).Status).toBe('PROVISIONING');
  });

  it('the upgrade fails, and the deployment reads AVAILABLE all the same', () => {
    const { rds, since, id } = deployed('upgrade-fails');
    const deployment = rds.pass(60).deployment(id);
    expect(deployment.Status).toBe('AVAILABLE');
    expect(rds.cluster(nameIn(deployment.Target))).toMatchObject({ EngineVersion: '15.6', Status: 'available' });
    expect(rds.events(since).filter((event) => event.includes('cannot be upgraded'))).toHaveLength(1);
    expect(rds.instances(nameIn(deployment.Target)).every((line) => line.includes(' 15.6 available'))).toBe(true);
  });

  it('the deployment is AVAILABLE five minutes before its last member', () => {
    const { rds, id } = deployed('available-before-members');
    const green = nameIn(rds.pass(47).deployment(id).Target);
    expect(rds.deployment(id).Status).toBe('AVAILABLE');
    expect(rds.instances(green)[1]).toMatch(/ modifying$/);
    expect(rds.refusal('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id })).toMatch(
      /^InvalidBlueGreenDeploymentStateFault: DB instance .* is not in available state$/,
    );
    rds.pass(5);
    expect(rds.refusal('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id })).toBe('no fault');
  });

  it.each([
    ['switchover-cancelled', 15 / 60],
    ['switchover-times-out', 2],
  ] as const)('%s leaves production as it was, and can be tried again', (effect, minutes) => {
    const { rds, id } = deployed();
    const input = { BlueGreenDeploymentIdentifier: id, SwitchoverTimeout: 120 };
    rds.pass(60).addFault({ kind: 'course', effect, reason: 'long-running transactions' });
    const blue = rds.cluster();
    const since = rds.now;
    rds.call('SwitchoverBlueGreenDeployment', input);
    rds.pass(12 / 60);
    expect(rds.region.clusters[blue.DbClusterResourceId ?? '']?.readOnly).toBe(true);
    expect(rds.deployment(id).Status).toBe('SWITCHOVER_IN_PROGRESS');
    rds.reload().pass(minutes);
    const deployment = rds.deployment(id);
    expect(deployment.Status).toBe('SWITCHOVER_FAILED');
    expect(deployment.SwitchoverDetails?.every(({ Status }) => Status === 'SWITCHOVER_FAILED')).toBe(true);
    const canceled = `Switchover from DB cluster ${clusterId} to ${nameIn(deployment.Target)} was canceled due to long-running transactions.`;
    expect(deployment.StatusDetails).toBe(canceled);
    expect(rds.events(since, failures).map((event) => event.replace(/^\d+ /, ''))).toEqual([
      `${clusterId}: ${canceled}`,
      `${id}: Switchover canceled on blue/green deployment upgrade.`,
    ]);
    expect(rds.cluster()).toMatchObject({ DbClusterResourceId: blue.DbClusterResourceId, Status: 'available' });
    expect(rds.region.clusters[blue.DbClusterResourceId ?? '']?.readOnly).toBe(false);
    rds.call('SwitchoverBlueGreenDeployment', input);
    expect(rds.pass(2).deployment(id)).toMatchObject({ Status: 'SWITCHOVER_COMPLETED', StatusDetails: undefined });
  });

  it('replication is degraded: only events and the refused switchover say so', () => {
    const { rds, since, id } = deployed('replication-degraded');
    expect(rds.pass(60).deployment(id)).toMatchObject({ Status: 'AVAILABLE', StatusDetails: undefined });
    expect(rds.events(since).filter((event) => /DDL|degraded\.$/.test(event))).toHaveLength(2);
    expect(rds.refusal('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id })).toMatch(
      /^InvalidBlueGreenDeploymentStateFault: .*degraded/,
    );
    expect(rds.deployment(id).Status).toBe('AVAILABLE');
  });
});
