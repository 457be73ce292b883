import type { CourseFault } from '../../../scripts/embedded-rds/world/on-demand/faults';
import { ClusterWorld, clusterId, instance1, instance2, nameIn, runbookSpec } from './cluster-world';

function deployed(effect?: CourseFault['effect']) {
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
    ['switchover-cancelled', 'AVAILABLE', 15 / 60],
    ['switchover-cancelled', 'SWITCHOVER_FAILED', 15 / 60],
    ['switchover-times-out', 'AVAILABLE', 2],
    ['switchover-times-out', 'SWITCHOVER_FAILED', 2],
  ] as const)('%s: it reads %s, leaves production as it was, and can be tried again', (effect, status, minutes) => {
    const { rds, id } = deployed();
    if (status !== 'AVAILABLE') rds.world.choices.cancelledSwitchover = status;
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
    expect(deployment.Status).toBe(status);
    expect(deployment.SwitchoverDetails?.map(({ Status }) => Status)).toEqual([status, status, status]);
    const canceled = `Switchover from DB cluster ${clusterId} to ${nameIn(deployment.Target)} was canceled due to long-running transactions.`;
    expect(deployment.StatusDetails).toBe(status === 'AVAILABLE' ? undefined : canceled);
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

  it('a reader fails under a deployment that reads SWITCHOVER_COMPLETED', () => {
    const { rds, id } = deployed();
    rds.pass(60).addFault({ kind: 'course', effect: 'member-fails' });
    const greenReader = nameIn(rds.deployment(id).SwitchoverDetails?.at(-1)?.TargetMember);
    rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    const deployment = rds.reload().pass(2).deployment(id);
    expect(deployment).toMatchObject({ Status: 'SWITCHOVER_COMPLETED', StatusDetails: undefined });
    expect(deployment.SwitchoverDetails?.map(({ Status }) => Status)).toEqual([
      'SWITCHOVER_COMPLETED',
      'SWITCHOVER_COMPLETED',
      'SWITCHOVER_FAILED',
    ]);
    expect(rds.instances()).toEqual([`${instance1} 15.10 available`, `${greenReader} 15.10 available`]);
    expect(rds.instances(`${clusterId}-old1`)).toEqual([
      `${instance1}-old1 15.6 available`,
      `${instance2} 15.6 available`,
    ]);
    const connections = Object.values(rds.region.instances).map((each) => [each.identifier, each.connections ?? 5]);
    expect(Object.fromEntries(connections)).toEqual({
      [instance1]: 5,
      [`${instance1}-old1`]: 0,
      [instance2]: 5,
      [greenReader]: 0,
    });
    // What is deleted of old leaves a finished deployment as it is.
    rds.call('DeleteDBInstance', { DBInstanceIdentifier: instance2 });
    expect(rds.pass(10).deployment(id).Status).toBe('SWITCHOVER_COMPLETED');
  });

  it('no reader fails where there is none', () => {
    const rds = ClusterWorld.seeded(runbookSpec({ instances: [instance1] }));
    const id = rds.deploy();
    rds.pass(60).addFault({ kind: 'course', effect: 'member-fails' });
    rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    expect(
      rds
        .pass(2)
        .deployment(id)
        .SwitchoverDetails?.map(({ Status }) => Status),
    ).toEqual(['SWITCHOVER_COMPLETED', 'SWITCHOVER_COMPLETED']);
    expect(rds.world.faults).toEqual([{ kind: 'course', effect: 'member-fails' }]);
  });

  it('a long transaction holds green up, which events of blue tell every five minutes', () => {
    const { rds, since, id } = deployed();
    rds.addFault({ kind: 'course', effect: 'provisioning-stalls', minutes: 12, times: 0 });
    rds.pass(23).reload();
    expect(rds.deployment(id)).toMatchObject({ Status: 'PROVISIONING', Target: undefined });
    const stalls = rds.events(since, ({ message }) => message.startsWith("RDS can't configure"));
    expect(stalls.map((event) => event.split(' ')[0])).toEqual(['12', '17', '22']);
    expect(stalls[0]).toBe(
      `12 ${clusterId}: RDS can't configure the DB cluster ${clusterId} as a replication source because of idle or ` +
        'long-running transactions. Wait for the transactions to complete or cancel them, and try again.',
    );
    rds.pass(1);
    expect(nameIn(rds.deployment(id).Target)).toMatch(/-green-/);
    expect(rds.pass(34).deployment(id).Status).toBe('PROVISIONING');
    expect(rds.pass(1).deployment(id).Status).toBe('AVAILABLE');
  });

  it('a stalled creation can be given up', () => {
    const { rds, id } = deployed('provisioning-stalls');
    rds.pass(30).call('DeleteBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id, DeleteTarget: true });
    rds.pass(3);
    expect([rds.region.deployments, rds.region.agenda]).toEqual([{}, []]);
    expect(Object.keys(rds.region.clusters)).toHaveLength(1);
  });
});
