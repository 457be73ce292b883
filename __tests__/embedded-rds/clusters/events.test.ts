import { ClusterWorld, clusterArn, clusterId, instance1, nameIn, runbookSpec } from './cluster-world';

const isUpgradeEvent = ({ sourceType }: { sourceType: string }): boolean => sourceType !== 'db-parameter-group';
const adjusted =
  'The parameter max_wal_senders was set to a value incompatible with replication. It has been adjusted from 10 to 20.';

/**
 * What was upgraded in the upgrade log (scripts/embedded-rds/README.md): one writer at 14.10, with log exports, monitoring and
 * Performance Insights.
 */
function clusterOfTheLog(): ClusterWorld {
  const spec = runbookSpec({ version: '14.10', instances: [instance1] });
  Object.assign(spec.clusters[0] ?? {}, { enabled_cloudwatch_logs_exports: ['postgresql'] });
  Object.assign(spec.instances[0] ?? {}, { monitoring_interval: 60, performance_insights_enabled: true });
  spec.clusterParameterGroups.push({ name: 'aurora-bg-cluster-params-15', family: 'aurora-postgresql15' });
  spec.parameterGroups.push({ name: 'aurora-bg-params-15', family: 'aurora-postgresql15' });
  return ClusterWorld.seeded(spec);
}

describe('a major upgrade like that of the upgrade log', () => {
  /** Green stands. */
  function built() {
    const rds = clusterOfTheLog();
    const since = rds.now;
    const id = rds.deploy({
      TargetEngineVersion: '15.5',
      TargetDBClusterParameterGroupName: 'aurora-bg-cluster-params-15',
      TargetDBParameterGroupName: 'aurora-bg-params-15',
    });
    rds.pass(40);
    const green = nameIn(rds.deployment(id).Target);
    return { rds, since, id, green, writer: rds.instances(green)[0]?.split(' ')[0] ?? '' };
  }

  it('tells the creation of green in the order, minutes and words of the upgrade log', () => {
    const { rds, since, id, green, writer } = built();
    expect(rds.events(since, isUpgradeEvent)).toEqual([
      `12 ${green}: DB cluster created`,
      `16 ${writer}: ${adjusted}`,
      `17 ${writer}: ${adjusted}`,
      `17 ${writer}: The parameter rds.logical_replication was set to a value incompatible with logical replication. It ` +
        'has been adjusted from 0 to 1. Please drop all logical replication slots before disabling logical decoding.',
      `17 ${writer}: ${adjusted}`,
      `19 ${writer}: DB instance created`,
      `20 ${writer}: Replication has stopped.`,
      `20 ${writer}: CloudWatch Logs Export enabled for logs [postgresql]`,
      `22 ${writer}: Replication for the Read Replica resumed`,
      `23 ${writer}: Performance Insights has been enabled`,
      `23 ${writer}: Monitoring Interval changed to 60`,
      `24 ${green}: Database cluster engine version upgrade started.`,
      `24 ${green}: Upgrade in progress: Performing online pre-upgrade checks.`,
      `25 ${writer}: DB instance shutdown`,
      `25 ${writer}: ${adjusted}`,
      `26 ${green}: Upgrade in progress: Creating pre-upgrade snapshot [preupgrade-${green}-14-10-to-15-5-2026-01-15-01-26].`,
      `28 ${green}: Upgrade in progress: Cloning volume.`,
      `30 ${green}: Upgrade in progress: Upgrading writer.`,
      `35 ${writer}: ${adjusted}`,
      `35 ${writer}: DB instance shutdown`,
      `35 ${writer}: ${adjusted}`,
      `36 ${writer}: DB instance shutdown`,
      `36 ${writer}: ${adjusted}`,
      `36 ${writer}: DB instance restarted`,
      `37 ${green}: Updated to use DBParameterGroup aurora-bg-cluster-params-15`,
      `37 ${writer}: Replication has stopped.`,
      `37 ${writer}: ${adjusted}`,
      `39 ${green}: Database cluster engine major version has been upgraded.`,
      `39 ${writer}: ${adjusted}`,
      `40 ${writer}: Replication for the Read Replica resumed`,
      `40 ${writer}: Updated to use DBParameterGroup aurora-bg-params-15`,
      `40 ${id}: Blue/green deployment tasks completed. You can make more modifications to the green environment databases ` +
        'or switch over the deployment.',
    ]);
  });

  it('leaves a pre-upgrade snapshot, and a green that runs the target with the target groups', () => {
    const { rds, green, writer } = built();
    const snapshots = rds.call('DescribeDBClusterSnapshots', { DBClusterIdentifier: green }).DBClusterSnapshots;
    expect(snapshots).toMatchObject([{ EngineVersion: '14.10', Status: 'available' }]);
    expect(rds.cluster(green)).toMatchObject({
      EngineVersion: '15.5',
      DBClusterParameterGroup: 'aurora-bg-cluster-params-15',
    });
    expect(rds.instance(writer).DBParameterGroups?.[0]?.DBParameterGroupName).toBe('aurora-bg-params-15');
  });

  it('tells the switchover in the order and words of the upgrade log, under the names of the moment', () => {
    const { rds, id, green } = built();
    const before = rds.pass(1).now;
    rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    rds.pass(2);
    const both = `DB cluster ${clusterId} to ${green}`;
    const completed = `Switchover from ${both} completed. Renamed ${clusterId} to ${clusterId}-old1 and ${green} to ${clusterId}.`;
    expect(rds.events(before)).toEqual([
      `0 ${clusterId}: Switchover from ${both} started.`,
      `0 ${clusterId}: Sequence sync for switchover of ${both} has initiated. Switchover when using sequences may lead to ` +
        'extended downtime.',
      `0 ${clusterId}: Sequence sync for switchover of ${both} has completed.`,
      `0 ${id}: Switchover started on blue/green deployment upgrade.`,
      `1 ${clusterId}-old1: ${completed}`,
      `1 ${clusterId}: ${completed}`,
      `1 ${id}: Switchover completed on blue/green deployment upgrade.`,
    ]);
  });

  it('keeps the groups of the old family in use until the old cluster is gone', () => {
    const { rds, id } = built();
    rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    rds.pass(2);
    expect(rds.refusal('DeleteDBParameterGroup', { DBParameterGroupName: 'aurora-bg-params' })).toMatch(
      /^InvalidDBParameterGroupState: One or more database instances are still members of this parameter group/,
    );
  });
});

describe('a minor upgrade', () => {
  it('speaks of no major version, takes no snapshot, and creates the reader afterwards', () => {
    const rds = ClusterWorld.seeded();
    const since = rds.now;
    const id = rds.deploy();
    rds.pass(60);
    const green = nameIn(rds.deployment(id).Target);
    const events = rds.events(since, isUpgradeEvent);
    expect(events).toContain(`39 ${green}: Database cluster engine version has been upgraded.`);
    expect(events.filter((event) => /snapshot|Cloning|major/.test(event))).toEqual([]);
    expect(events.filter((event) => event.endsWith('DB instance created'))).toEqual([
      expect.stringMatching(/^19 .*instance-1-green/),
      expect.stringMatching(/^47 .*instance-2-green/),
    ]);
    expect(rds.call('DescribeDBClusterSnapshots').DBClusterSnapshots).toEqual([]);
  });
});

describe('a deployment without another version', () => {
  it('has no upgrade among its tasks, and takes the target groups at once', () => {
    const rds = ClusterWorld.seeded();
    const id = rds.deploy({ TargetEngineVersion: undefined });
    expect(rds.deployment(id).Tasks?.map(({ Name }) => Name)).toEqual([
      'CREATING_READ_REPLICA_OF_SOURCE',
      'CREATE_DB_INSTANCES_FOR_CLUSTER',
    ]);
    expect(rds.pass(31).deployment(id).Status).toBe('AVAILABLE');
    expect(rds.cluster(nameIn(rds.deployment(id).Target))).toMatchObject({
      EngineVersion: '15.6',
      DBClusterParameterGroup: 'aurora-bg-cluster-params',
    });
  });
});

describe('groups that a call does not name', () => {
  it('are the defaults of the target’s family', () => {
    const rds = ClusterWorld.seeded();
    const id = rds.call('CreateBlueGreenDeployment', {
      BlueGreenDeploymentName: 'to-16',
      Source: clusterArn,
      TargetEngineVersion: '16.6',
    }).BlueGreenDeployment.BlueGreenDeploymentIdentifier;
    rds.pass(60);
    const green = rds.cluster(nameIn(rds.deployment(id).Target));
    expect(green).toMatchObject({ EngineVersion: '16.6', DBClusterParameterGroup: 'default.aurora-postgresql16' });
  });
});

describe('events of a switchover', () => {
  const switchedOver = (choices: object, effect?: 'switchover-cancelled') => {
    const rds = ClusterWorld.seeded();
    Object.assign(rds.world.choices, choices);
    const id = rds.deploy();
    rds.pass(60);
    if (effect !== undefined) rds.addFault({ kind: 'course', effect });
    const since = rds.now;
    rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    return { rds: rds.pass(2), told: () => described(rds, since) };
  };
  const described = (rds: ClusterWorld, since: number): string[] =>
    rds
      .call('DescribeEvents', { StartTime: new Date(since) })
      .Events.map(({ Message }: { Message: string }) => Message.split(/ (?:from|for|on) /)[0]);

  it.each([
    [
      undefined,
      [
        'Switchover',
        'Sequence sync',
        'Sequence sync',
        'Switchover started',
        'Switchover',
        'Switchover',
        'Switchover completed',
      ],
    ],
    [
      'switchover-cancelled',
      ['Switchover', 'Sequence sync', 'Sequence sync', 'Switchover started', 'Switchover', 'Switchover canceled'],
    ],
  ] as const)('(%s) are told, or are missing', (effect, expected) => {
    expect(switchedOver({}, effect).told()).toEqual(expected);
    expect(switchedOver({ switchoverEvents: 'missing' }, effect).told()).toEqual([]);
  });

  it('come late where a delay is chosen, with the time at which they happened', () => {
    const { rds, told } = switchedOver({ eventDelaySeconds: 600 });
    expect(told()).toEqual([]);
    rds.pass(7.9);
    expect(told()).toEqual([]);
    rds.pass(0.2);
    expect(told()).toHaveLength(2);
    rds.pass(2);
    expect(told()).toHaveLength(7);
  });
});
