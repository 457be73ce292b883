import { ClusterWorld, clusterId, instance1, instance2, nameIn, runbookSpec } from './cluster-world';

/** The runbook's cluster at `from`, with groups of the target's family beside its own. */
function world(from: string, to: string): ClusterWorld {
  const spec = runbookSpec({ version: from });
  const family = `aurora-postgresql${to.split('.')[0]}`;
  const parameter = [{ name: 'rds.logical_replication', value: '1', apply_method: 'pending-reboot' }];
  spec.clusterParameterGroups.push({ name: 'target-cluster-params', family, parameter });
  spec.parameterGroups.push({ name: 'target-params', family });
  return ClusterWorld.seeded(spec);
}

describe.each([
  ['14.10', '15.5'],
  ['15.10', '16.8'],
  ['16.8', '17.5'],
])('a major upgrade from %s to %s', (from, to) => {
  const groups = {
    TargetDBClusterParameterGroupName: 'target-cluster-params',
    TargetDBParameterGroupName: 'target-params',
  };
  /** Green stands. */
  function built() {
    const rds = world(from, to);
    const since = rds.now;
    const id = rds.deploy({ TargetEngineVersion: to, ...groups });
    rds.pass(50);
    return { rds, since, id, green: nameIn(rds.deployment(id).Target) };
  }

  it('refuses the groups of the family that it leaves', () => {
    const rds = world(from, to);
    expect(
      rds.refusal('CreateBlueGreenDeployment', {
        BlueGreenDeploymentName: 'upgrade',
        Source: rds.cluster().DBClusterArn,
        TargetEngineVersion: to,
        TargetDBClusterParameterGroupName: 'aurora-bg-cluster-params',
      }),
    ).toMatch(/^InvalidParameterCombination: The Parameter Group aurora-bg-cluster-params .* cannot be used/);
  });

  it('puts green into the target groups, cluster first, each in its minute of the upgrade log', () => {
    const { rds, since, green } = built();
    const [writer = '', reader = ''] = rds.instances(green).map((line) => line.split(' ')[0] ?? '');
    const told = rds.events(since).filter((event) => /Updated to use|major version|Creating pre-upgrade/.test(event));
    const dashed = `${from}-to-${to}`.replaceAll('.', '-');
    expect(told).toEqual([
      expect.stringMatching(
        `^26 ${green}: .*Creating pre-upgrade snapshot \\[preupgrade-${green}-${dashed}-2026-01-15`,
      ),
      `37 ${green}: Updated to use DBParameterGroup target-cluster-params`,
      `39 ${green}: Database cluster engine major version has been upgraded.`,
      `40 ${writer}: Updated to use DBParameterGroup target-params`,
    ]);
    expect(rds.cluster(green)).toMatchObject({ EngineVersion: to, DBClusterParameterGroup: 'target-cluster-params' });
    // The writer's group waits for a restart; the reader was made with it.
    expect(rds.instance(writer).DBParameterGroups).toEqual([
      { DBParameterGroupName: 'target-params', ParameterApplyStatus: 'pending-reboot' },
    ]);
    expect(rds.instance(reader).DBParameterGroups).toEqual([
      { DBParameterGroupName: 'target-params', ParameterApplyStatus: 'in-sync' },
    ]);
  });

  it('leaves production with the target and its groups, and old with its own', () => {
    const { rds, id } = built();
    rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    rds.pass(2);
    expect(rds.cluster()).toMatchObject({ EngineVersion: to, DBClusterParameterGroup: 'target-cluster-params' });
    expect(rds.instances()).toEqual([`${instance1} ${to} available`, `${instance2} ${to} available`]);
    const old = rds.cluster(`${clusterId}-old1`);
    expect(old).toMatchObject({ EngineVersion: from, DBClusterParameterGroup: 'aurora-bg-cluster-params' });
    for (const name of [instance1, instance2]) {
      expect(rds.instance(`${name}-old1`).DBParameterGroups?.[0]?.DBParameterGroupName).toBe('aurora-bg-params');
    }
    expect(
      rds.refusal('DeleteDBClusterParameterGroup', { DBClusterParameterGroupName: 'target-cluster-params' }),
    ).toMatch(/^InvalidDBParameterGroupState: /);
  });
});

it('a target that needs two hops is refused for one', () => {
  const rds = world('14.10', '17.7');
  expect(
    rds.refusal('CreateBlueGreenDeployment', {
      BlueGreenDeploymentName: 'upgrade',
      Source: rds.cluster().DBClusterArn,
      TargetEngineVersion: '17.7',
    }),
  ).toBe('InvalidParameterCombination: Cannot find upgrade target from 14.10 with requested version 17.7.');
});
