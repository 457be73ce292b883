import { ClusterWorld, clusterId, nameIn, runbookSpec } from './cluster-world';

const minor = { from: '8.0.mysql_aurora.3.04.4', to: '8.0.mysql_aurora.3.10.2' };
const major = { from: '5.7.mysql_aurora.2.11.2', to: '8.0.mysql_aurora.3.04.0' };
const familyOf = (version: string) => `aurora-mysql${version.slice(0, 3)}`;
const row = { name: 'binlog_format', value: 'ROW', apply_method: 'pending-reboot' };

type Parameter = typeof row;

/** The runbook's cluster as Aurora MySQL, with groups of the target's family beside its own. */
function world(from: string, to: string, own: Parameter[] = [row], target: Parameter[] = [row]): ClusterWorld {
  const spec = runbookSpec({ version: from });
  const text = JSON.stringify(spec)
    .replaceAll('aurora-postgresql15', familyOf(from))
    .replaceAll('aurora-postgresql', 'aurora-mysql');
  const mysql = JSON.parse(text) as typeof spec;
  mysql.clusterParameterGroups = [
    { name: 'aurora-bg-cluster-params', family: familyOf(from), parameter: own },
    { name: 'target-cluster-params', family: familyOf(to), parameter: target },
  ];
  mysql.parameterGroups = [
    { name: 'aurora-bg-params', family: familyOf(from) },
    { name: 'target-params', family: familyOf(to) },
  ];
  return ClusterWorld.seeded(mysql);
}

const groups = {
  TargetDBClusterParameterGroupName: 'target-cluster-params',
  TargetDBParameterGroupName: 'target-params',
};

function built({ from, to }: typeof minor, ...parameters: Parameter[][]) {
  const rds = world(from, to, ...parameters);
  const since = rds.now;
  const id = rds.deploy({ TargetEngineVersion: to, ...groups });
  rds.pass(50);
  return { rds, since, id };
}

it.each([
  [
    'minor',
    minor,
    [
      'Database cluster engine version upgrade started.',
      'Attempting to upgrade the database with zero downtime.',
      'Updated to use DBParameterGroup target-cluster-params',
      'Database cluster has been patched',
    ],
  ],
  [
    'major',
    major,
    [
      'Upgrade preparation in progress: Starting online upgrade prechecks.',
      'Upgrade preparation in progress: Completed online upgrade prechecks.',
      'Database cluster engine version upgrade started.',
      'Upgrade in progress: Performing offline pre-upgrade checks.',
      expect.stringMatching(
        /^Upgrade in progress: Creating pre-upgrade snapshot \[preupgrade-.*-5-7-mysql-aurora-2-11-2-to-8-0-/,
      ),
      'Upgrade in progress: Cloning volume.',
      'Upgrade in progress: Purging undo records for old row versions. Records remaining: 0',
      'Upgrade in progress: Upgrading database objects.',
      'Updated to use DBParameterGroup target-cluster-params',
      'Database cluster major version has been upgraded',
    ],
  ],
])('green of a %s upgrade is told in the words of MySQL', (_, upgrade, expected) => {
  const { rds, since, id } = built(upgrade);
  const green = nameIn(rds.deployment(id).Target);
  const told = rds.events(since).flatMap((line) => line.split(`${green}: `)[1] ?? []);
  expect(told.slice(1)).toEqual(expected);
  const all = rds.events(since).join('\n');
  expect(all).toContain('Binlog position from crash recovery is mysql-bin-changelog.000003 4278');
  expect(all).not.toMatch(/max_wal_senders|logical_replication/);
  expect(rds.deployment(id).Status).toBe('AVAILABLE');
});

describe('the coordinates of the binary log after the switchover', () => {
  const switched = (choices: Record<string, unknown>) => {
    const { rds, id } = built(minor);
    Object.assign(rds.world.choices, choices);
    const green = nameIn(rds.deployment(id).Target);
    const writer = rds.instances(green)[0]!.split(' ')[0]!;
    const since = rds.now;
    rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    rds.pass(2);
    return { green, writer, told: rds.events(since).filter((line) => line.includes('Binary log coordinates')) };
  };
  const words =
    /: Binary log coordinates in green environment after switchover: file mysql-bin-changelog\.\d{6} and position \d+$/;

  it('are told by green’s writer under its former name', () => {
    const { told, writer } = switched({});
    expect(told).toEqual([expect.stringMatching(words)]);
    expect(told[0]).toContain(`${writer}: `);
  });

  it('or by the cluster', () => {
    const { told, green } = switched({ coordinatesEvent: 'by-cluster' });
    expect(told).toEqual([expect.stringMatching(words)]);
    expect(told[0]).toContain(`${green}: `);
  });

  it.each([{ coordinatesEvent: 'missing' }, { switchoverEvents: 'missing' }])('or not at all: %j', (choices) => {
    expect(switched(choices).told).toEqual([]);
  });

  it('nor while green logs nothing', () => {
    const { rds, id } = built(major, [row], []);
    const since = rds.now;
    rds.call('SwitchoverBlueGreenDeployment', { BlueGreenDeploymentIdentifier: id });
    rds.pass(2);
    expect(rds.cluster().EngineVersion).toBe(major.to);
    expect(rds.events(since).filter((line) => line.includes('Binary log coordinates'))).toEqual([]);
  });
});

describe('a green that cannot be upgraded ends its deployment', () => {
  const lower = { name: 'lower_case_table_names', value: '1', apply_method: 'pending-reboot' };
  const expectInvalid = ({ rds, since, id }: ReturnType<typeof built>) => {
    expect(rds.deployment(id)).toMatchObject({
      Status: 'INVALID_CONFIGURATION',
      Tasks: expect.arrayContaining([{ Name: 'DB_ENGINE_VERSION_UPGRADE', Status: 'FAILED' }]),
    });
    const all = rds.events(since).join('\n');
    expect(all).toContain('Upgrade prechecks failed. For more details, see the upgrade-prechecks.log file.');
    expect(all).toContain('Failed to provision due to upgrade incompatibilities.');
    expect(rds.cluster()).toMatchObject({ DBClusterIdentifier: clusterId, EngineVersion: major.from });
  };

  it('where the groups differ in lower_case_table_names', () => expectInvalid(built(major, [row, lower], [row])));

  it('not where both have it', () => {
    const { rds, id } = built(major, [row, lower], [row, lower]);
    expect(rds.deployment(id).Status).toBe('AVAILABLE');
  });
});

it.each([
  ['without the binary log', [{ ...row, value: 'OFF' }], /binary logging enabled\. Turn on binlog_format/],
  ['with it unset', [], /binary logging enabled/],
])('a deployment %s is refused', (_, own, message) => {
  const rds = world(minor.from, minor.to, own);
  expect(
    rds.refusal('CreateBlueGreenDeployment', {
      BlueGreenDeploymentName: 'upgrade',
      Source: rds.cluster().DBClusterArn,
      TargetEngineVersion: minor.to,
    }),
  ).toMatch(message);
});

describe('an upgrade that no source shows', () => {
  const refusal = (rds: ClusterWorld) =>
    rds.refusal('CreateBlueGreenDeployment', {
      BlueGreenDeploymentName: 'upgrade',
      Source: rds.cluster().DBClusterArn,
      TargetEngineVersion: '8.0.mysql_aurora.3.10.3',
    });

  it('is refused, until the world assumes it', () => {
    const rds = world(minor.from, minor.to);
    expect(refusal(rds)).toBe(
      'InvalidParameterCombination: Cannot find upgrade target from 8.0.mysql_aurora.3.04.4 with requested version 8.0.mysql_aurora.3.10.3.',
    );
    rds.world.choices.assumedTargets = [`${minor.from} > 8.0.mysql_aurora.3.10.3`];
    expect(rds.call('DescribeDBEngineVersions', { Engine: 'aurora-mysql', EngineVersion: minor.from })).toMatchObject({
      DBEngineVersions: [
        {
          ValidUpgradeTarget: [
            { EngineVersion: minor.to, Description: 'Aurora MySQL 3.10.2' },
            { EngineVersion: '8.0.mysql_aurora.3.10.3', Description: 'Aurora MySQL 3.10.3 (assumed by this world)' },
          ],
        },
      ],
    });
    rds.deploy({ TargetEngineVersion: '8.0.mysql_aurora.3.10.3', ...groups });
  });
});
