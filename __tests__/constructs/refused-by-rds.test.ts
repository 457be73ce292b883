import { ClusterWorld, clusterId, instance1, runbookSpec } from '../embedded-rds/clusters/cluster-world';
import { synthCluster } from './synth';

/** What a synthesis refuses, and what RDS would have said: the embedded RDS says it at each call that carries the value. */
interface Refusal {
  props: object;
  /** The prop, the reason and what to do. */
  atSynth: RegExp;
  /** Of CreateDBCluster, beside what it needs. */
  create?: object;
  /** Of ModifyDBCluster. */
  modify?: object;
  createInstance?: object;
  modifyInstance?: object;
  fault: string;
}

const combination = (message: string): string => `InvalidParameterCombination: ${message}`;
const value = (message: string): string => `InvalidParameterValue: ${message}`;

const newCluster = {
  DBClusterIdentifier: 'orders',
  Engine: 'aurora-postgresql',
  EngineVersion: '15.6',
  MasterUsername: 'postgres',
  MasterUserPassword: 'a-first-password',
};
const newInstance = {
  DBClusterIdentifier: clusterId,
  DBInstanceIdentifier: 'orders-9',
  Engine: 'aurora-postgresql',
  DBInstanceClass: 'db.r6g.large',
};

function check({ props, atSynth, fault, create, modify, createInstance, modifyInstance }: Refusal): void {
  expect(() => synthCluster(props)).toThrow(atSynth);
  const rds = ClusterWorld.seeded();
  const said = [
    create && rds.refusal('CreateDBCluster', { ...newCluster, ...create }),
    modify && rds.refusal('ModifyDBCluster', { DBClusterIdentifier: clusterId, ...modify }),
    createInstance && rds.refusal('CreateDBInstance', { ...newInstance, ...createInstance }),
    modifyInstance && rds.refusal('ModifyDBInstance', { DBInstanceIdentifier: instance1, ...modifyInstance }),
  ].filter((each) => each !== undefined);
  expect(said).toEqual(said.map(() => fault));
  expect(said.length).toBeGreaterThan(0);
}

describe('windows', () => {
  const overlapping = value('The backup window and maintenance window must not overlap.');
  it.each<[string, string, string]>([
    ['the same half hour', '03:00-03:30', 'sun:03:00-sun:03:30'],
    ['a minute', '03:00-03:31', 'sun:03:30-sun:04:00'],
    ['backups over midnight', '23:45-00:15', 'wed:00:00-wed:00:30'],
    ['maintenance over midnight', '00:00-00:30', 'Tue:23:30-Wed:00:10'],
    ["maintenance over the week's end", '00:00-00:30', 'sat:23:50-sun:00:20'],
    ["both over the week's end", '23:50-00:20', 'sat:23:40-sun:00:10'],
    ['maintenance of two days', '12:00-12:30', 'mon:23:00-tue:23:00'],
  ])('%s', (_, PreferredBackupWindow, PreferredMaintenanceWindow) => {
    const windows = { PreferredBackupWindow, PreferredMaintenanceWindow };
    check({
      props: { preferredBackupWindow: PreferredBackupWindow, preferredMaintenanceWindow: PreferredMaintenanceWindow },
      atSynth:
        /preferredBackupWindow: Backups at .* would fall into the maintenance window, .*(Move one of them: '|Shorten)/,
      create: windows,
      modify: windows,
      fault: overlapping,
    });
  });

  it.each([
    ['03:00-03:30', 'sun:03:30-sun:04:00'],
    ['23:30-00:00', 'sun:00:00-sun:00:30'],
    ['00:20-00:50', 'sat:23:50-sun:00:20'],
    ['23:00-00:30', 'mon:01:00-mon:22:00'],
  ])('%s beside %s is taken', (PreferredBackupWindow, PreferredMaintenanceWindow) => {
    const windows = { PreferredBackupWindow, PreferredMaintenanceWindow };
    synthCluster({
      preferredBackupWindow: PreferredBackupWindow,
      preferredMaintenanceWindow: PreferredMaintenanceWindow,
    });
    const rds = ClusterWorld.seeded();
    expect(rds.refusal('CreateDBCluster', { ...newCluster, ...windows })).toBe('no fault');
    expect(rds.refusal('ModifyDBCluster', { DBClusterIdentifier: clusterId, ...windows })).toBe('no fault');
  });

  it('one that is changed alone is held against the other', () => {
    const rds = ClusterWorld.seeded();
    const { PreferredMaintenanceWindow: window = '' } = rds.cluster();
    const [, hour] = window.split(':');
    const change = { DBClusterIdentifier: clusterId, PreferredBackupWindow: `${hour}:30-${hour}:59` };
    expect(rds.refusal('ModifyDBCluster', { ...change, PreferredBackupWindow: `${hour}:15-${hour}:55` })).toBe(
      overlapping,
    );
  });

  it('a new cluster with one window gets another that leaves it alone', () => {
    const rds = ClusterWorld.seeded();
    const asked = { PreferredBackupWindow: '00:00-22:00' };
    const created = rds.call('CreateDBCluster', { ...newCluster, ...asked }).DBCluster;
    expect(created).toMatchObject({ ...asked, PreferredMaintenanceWindow: expect.stringMatching(/:22:40-/) });
  });

  it.each<[string, string, string]>([
    ['29 minutes', '03:00-03:29', 'The backup window must be at least 30 minutes.'],
    ['none at all', '03:00-03:00', 'The backup window must be at least 30 minutes.'],
    ['no time', '3am-4am', 'Invalid backup window format: 3am-4am. The format must be hh24:mi-hh24:mi.'],
    ['25 hours', '25:00-25:30', 'Invalid backup window format: 25:00-25:30. The format must be hh24:mi-hh24:mi.'],
  ])('backups: %s', (_, window, message) => {
    check({
      props: { preferredBackupWindow: window },
      atSynth: /preferredBackupWindow: .*(lasts \d+ minutes|is not a backup window).* Write .*'18:00-18:30'/,
      create: { PreferredBackupWindow: window },
      modify: { PreferredBackupWindow: window },
      fault: value(message),
    });
  });

  it.each<[string, string, RegExp]>([
    ['twenty minutes', 'sun:03:00-sun:03:20', /must be at least 30 minutes\.$/],
    ['twenty minutes over the end of the week', 'sat:23:50-sun:00:10', /must be at least 30 minutes\.$/],
    ['a daily one', '03:00-03:30', /The format must be ddd:hh24:mi-ddd:hh24:mi\.$/],
  ])('maintenance: %s', (_, window, message) => {
    const rds = ClusterWorld.seeded();
    const fault = rds.refusal('CreateDBCluster', { ...newCluster, PreferredMaintenanceWindow: window });
    expect(fault).toMatch(message);
    const calls = { PreferredMaintenanceWindow: window };
    const atSynth = /preferredMaintenanceWindow: .*(lasts \d+ minutes|is not a maintenance window).* Write/;
    check({ props: { preferredMaintenanceWindow: window }, atSynth, create: calls, modify: calls, fault });
    check({
      props: { instances: { i: { instanceClass: 'db.r6g.large', preferredMaintenanceWindow: window } } },
      atSynth: /instances\["i"\]\.preferredMaintenanceWindow: /,
      createInstance: calls,
      modifyInstance: calls,
      fault,
    });
  });
});

describe('names', () => {
  const mysql = { engine: 'aurora-mysql', engineVersion: '8.0.mysql_aurora.3.08.0' };
  const newMysql = { Engine: 'aurora-mysql', EngineVersion: '8.0.mysql_aurora.3.08.0' };

  it.each<[name: string, isReserved: { postgresql: boolean; mysql: boolean }]>([
    ['admin', { postgresql: true, mysql: false }],
    ['Admin', { postgresql: true, mysql: false }],
    ['rdsadmin', { postgresql: true, mysql: true }],
    ['user', { postgresql: true, mysql: false }],
    ['select', { postgresql: true, mysql: true }],
    ['trigger', { postgresql: false, mysql: true }],
    ['rds_superuser', { postgresql: true, mysql: false }],
    ['pg_monitor', { postgresql: true, mysql: false }],
    ['postgres', { postgresql: false, mysql: false }],
    ['root', { postgresql: false, mysql: false }],
    ['__proto__', { postgresql: false, mysql: false }],
    ['constructor', { postgresql: false, mysql: false }],
  ])('master user %s', (masterUsername, isReserved) => {
    const fault = value(`MasterUsername ${masterUsername} cannot be used as it is a reserved word used by the engine`);
    const cases = [
      { is: isReserved.postgresql, props: {}, calls: {}, title: 'Aurora PostgreSQL' },
      { is: isReserved.mysql, props: mysql, calls: newMysql, title: 'Aurora MySQL' },
    ];
    for (const { is, props, calls, title } of cases) {
      const create = { ...calls, MasterUsername: masterUsername };
      if (is) {
        const atSynth = new RegExp(`masterUsername: RDS refuses "${masterUsername}": the word is reserved by ${title}`);
        check({ props: { ...props, masterUsername }, atSynth, create, fault });
      } else if (masterUsername !== '__proto__') {
        synthCluster({ ...props, masterUsername });
        expect(ClusterWorld.seeded().refusal('CreateDBCluster', { ...newCluster, ...create })).toBe('no fault');
      }
    }
  });

  it.each([
    ['first-user', 'MasterUsername must begin with a letter and contain only alphanumeric characters.'],
    ['1st', 'MasterUsername must begin with a letter and contain only alphanumeric characters.'],
    ['', 'The parameter MasterUsername must be provided and must not be blank.'],
    ['a'.repeat(64), 'Invalid master user name'],
  ])('master user "%s"', (masterUsername, message) => {
    check({
      props: { masterUsername },
      atSynth: /masterUsername: (".*" is no name of a user|The name has 64 characters)/,
      create: { MasterUsername: masterUsername },
      fault: value(message),
    });
  });

  it.each([
    ['my-db', 'DatabaseName must begin with a letter and contain only alphanumeric characters.'],
    ['9db', 'DatabaseName must begin with a letter and contain only alphanumeric characters.'],
    ['d'.repeat(64), 'DatabaseName must begin with a letter and contain only alphanumeric characters.'],
    ['order', 'DatabaseName order cannot be used as it is a reserved word used by the engine'],
    ['template1', 'DatabaseName template1 cannot be used as it is a reserved word used by the engine'],
  ])('database %s', (databaseName, message) => {
    check({
      props: { databaseName },
      atSynth: /databaseName: /,
      create: { DatabaseName: databaseName },
      fault: value(message),
    });
  });
});

describe('passwords', () => {
  const wrong = (why: string) => value(`The parameter MasterUserPassword is not a valid password${why}`);
  const characters = wrong(". Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.");

  it.each([
    ['a/${var.password}', 'a/longer-password', characters],
    ['${var.password}@', 'longer-password@', characters],
    ['a b${var.password}', 'a b-password', characters],
    ['ä${var.password}', 'ä-password', characters],
    [`\${var.password}${'x'.repeat(100)}`, 'x'.repeat(100), wrong(' because it is longer than 99 characters.')],
  ])('%s', (masterPassword, password, fault) => {
    check({
      props: { masterPassword },
      atSynth: /masterPassword: It has /,
      create: { MasterUserPassword: password },
      modify: { MasterUserPassword: password },
      fault,
    });
  });

  it.each(['${var.password}', 'pre-${var.password}!', '${lookup({ a = "b" }, "a")}'])('%s may be right', (password) => {
    synthCluster({ masterPassword: password });
  });

  it('a literal one is refused for what it is, and a short one by RDS', () => {
    check({
      props: { masterPassword: 'short' },
      atSynth: /masterPassword: The password stands in the code/,
      create: { MasterUserPassword: 'short' },
      modify: { MasterUserPassword: 'short' },
      fault: wrong(' because it is shorter than 8 characters.'),
    });
  });
});

describe('keys', () => {
  const home = 'arn:aws:kms:eu-west-1:111122223333';
  it.each([`${home}:alias/orders`, 'alias/orders', '1234abcd-12ab-34cd-56ef-1234567890ab'])('%s', (kmsKeyId) => {
    const what = kmsKeyId.includes('alias') ? 'an alias' : 'not an ARN';
    expect(() => synthCluster({ kmsKeyId })).toThrow(new RegExp(`kmsKeyId: ".*" is ${what}: .*replace the cluster`));
    expect(() => synthCluster({ performanceInsights: { enabled: true, kmsKeyId } })).toThrow(
      new RegExp(`performanceInsights\\.kmsKeyId: ".*" is ${what}: .*every plan would show a change`),
    );
    const rds = ClusterWorld.seeded();
    const insights = { EnablePerformanceInsights: true, PerformanceInsightsKMSKeyId: kmsKeyId };
    const key = expect.stringMatching(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}$/);
    const created = rds.call('CreateDBCluster', { ...newCluster, KmsKeyId: kmsKeyId, ...insights }).DBCluster;
    expect(created).toMatchObject({ KmsKeyId: key, PerformanceInsightsKMSKeyId: key });
    const modified = rds.call('ModifyDBInstance', { DBInstanceIdentifier: instance1, ...insights }).DBInstance;
    expect(modified.PerformanceInsightsKMSKeyId).toBe(created.PerformanceInsightsKMSKeyId);
  });

  it('the ARN of a key is answered as it is, and an alias as the key of its own account', () => {
    const rds = ClusterWorld.seeded();
    const create = (DBClusterIdentifier: string, KmsKeyId: string) =>
      rds.call('CreateDBCluster', { ...newCluster, DBClusterIdentifier, KmsKeyId }).DBCluster.KmsKeyId;
    expect(create('a', `${home}:key/1`)).toBe(`${home}:key/1`);
    expect(create('b', `${home}:alias/x`)).toMatch(`${home}:key/`);
    expect(create('c', 'alias/aws/rds')).toBe(
      rds.call('CreateDBCluster', { ...newCluster, StorageEncrypted: true }).DBCluster.KmsKeyId,
    );
  });
});

describe('Insights', () => {
  const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';
  const off = combination("To enable Performance Insights, EnablePerformanceInsights must be set to 'true'");
  const advanced = combination(
    'To enable the Advanced mode of Database Insights, modify your cluster to enable Performance Insights and set the ' +
      'retention period for Performance Insights to at least 465 days.',
  );

  it.each([
    ['retentionPeriod', { retentionPeriod: 31 }, { PerformanceInsightsRetentionPeriod: 31 }],
    ['kmsKeyId', { kmsKeyId: key }, { PerformanceInsightsKMSKeyId: key }],
  ])('%s with Insights off', (name, insights, calls) => {
    check({
      props: { performanceInsights: { enabled: false, ...insights } },
      atSynth: new RegExp(
        `performanceInsights\\.${name}: RDS refuses it while Performance Insights are off\\. Remove it`,
      ),
      create: calls,
      modify: calls,
      createInstance: calls,
      modifyInstance: calls,
      fault: off,
    });
  });

  it.each([8, 30, 365, 730, 744])('a retention of %d days', (days) => {
    const calls = { EnablePerformanceInsights: true, PerformanceInsightsRetentionPeriod: days };
    const valid =
      '[7, 31, 62, 93, 124, 155, 186, 217, 248, 279, 310, 341, 372, 403, 434, 465, 496, 527, 558, 589, 620, 651, 682, 713, 731]';
    check({
      props: { performanceInsights: { enabled: true, retentionPeriod: days } },
      atSynth: /performanceInsights\.retentionPeriod: .* Write 7, 731 or a multiple of 31/,
      create: calls,
      modify: calls,
      createInstance: calls,
      modifyInstance: calls,
      fault: value(`Invalid Performance Insights retention period. Valid values are: ${valid}`),
    });
  });

  it.each([
    ['without Insights', undefined, {}],
    ['for a week', { enabled: true }, { EnablePerformanceInsights: true }],
    [
      'for 434 days',
      { enabled: true, retentionPeriod: 434 },
      { EnablePerformanceInsights: true, PerformanceInsightsRetentionPeriod: 434 },
    ],
  ])('the advanced mode %s', (_, performanceInsights, insights) => {
    const calls = { DatabaseInsightsMode: 'advanced', ...insights };
    const atSynth =
      /databaseInsightsMode: RDS refuses the advanced mode .* Write performanceInsights: \{ enabled: true, retentionPeriod: 465/;
    check({
      props: { databaseInsightsMode: 'advanced', performanceInsights },
      atSynth,
      create: calls,
      modify: calls,
      fault: advanced,
    });
  });

  it('are those of every member, and stay on when the mode goes back to standard', () => {
    const rds = ClusterWorld.seeded();
    const modify = (input: object) => {
      rds.call('ModifyDBCluster', { DBClusterIdentifier: clusterId, ApplyImmediately: true, ...input });
      rds.pass(1);
    };
    const on = { PerformanceInsightsEnabled: true, PerformanceInsightsRetentionPeriod: 465 };
    modify({
      EnablePerformanceInsights: true,
      PerformanceInsightsRetentionPeriod: 465,
      DatabaseInsightsMode: 'advanced',
    });
    expect(rds.instance(instance1)).toMatchObject(on);
    expect(rds.refusal('ModifyDBCluster', { DBClusterIdentifier: clusterId, EnablePerformanceInsights: false })).toBe(
      advanced,
    );
    modify({ DatabaseInsightsMode: 'standard' });
    expect([rds.cluster(), rds.instance(instance1)]).toEqual([
      expect.objectContaining(on),
      expect.objectContaining(on),
    ]);
    modify({ EnablePerformanceInsights: false });
    expect(rds.instance(instance1).PerformanceInsightsEnabled).toBe(false);
    expect(rds.instance(instance1).PerformanceInsightsRetentionPeriod).toBeUndefined();
  });

  it('keep their key while they are on', () => {
    const rds = ClusterWorld.seeded();
    const modify = { DBClusterIdentifier: clusterId, EnablePerformanceInsights: true };
    rds.call('ModifyDBCluster', modify);
    rds.pass(1);
    expect(rds.refusal('ModifyDBCluster', { ...modify, PerformanceInsightsKMSKeyId: key })).toBe(
      combination('You cannot change your Performance Insights KMS key'),
    );
    expect(rds.refusal('ModifyDBCluster', { ...modify, PerformanceInsightsKMSKeyId: 'alias/aws/rds' })).toBe(
      'no fault',
    );
  });
});

describe('Serverless v2', () => {
  const props = (scaling: object) => ({
    instances: { i: { instanceClass: 'db.serverless' } },
    engineVersion: '15.10',
    serverlessV2Scaling: { minCapacity: 0.5, maxCapacity: 8, ...scaling },
  });
  const range = { MinCapacity: 0.5, MaxCapacity: 8 };

  it.each<[string, object, object, string]>([
    [
      'a quarter of an ACU',
      { minCapacity: 0.25 },
      { MinCapacity: 0.25 },
      'Serverless v2 capacity value 0.25 is not valid. It must be a multiple of 0.5.',
    ],
    [
      'half an ACU at most',
      { maxCapacity: 0.5 },
      { MaxCapacity: 0.5 },
      'Serverless v2 capacity value 0.5 is not valid. It must be between 1 and 256.',
    ],
    [
      '257 ACUs',
      { maxCapacity: 257 },
      { MaxCapacity: 257 },
      'Serverless v2 capacity value 257 is not valid. It must be between 1 and 256.',
    ],
    [
      'less than nothing',
      { minCapacity: -1 },
      { MinCapacity: -1 },
      'Serverless v2 capacity value -1 is not valid. It must be between 0 and 256.',
    ],
    [
      'a minimum above the maximum',
      { minCapacity: 9 },
      { MinCapacity: 9 },
      'The minimum capacity must be less than or equal to the maximum capacity.',
    ],
    [
      'a pause that never comes',
      { secondsUntilAutoPause: 300 },
      { SecondsUntilAutoPause: 300 },
      'SecondsUntilAutoPause can only be specified when minimum capacity is 0.',
    ],
    [
      'a pause after a minute',
      { minCapacity: 0, secondsUntilAutoPause: 60 },
      { MinCapacity: 0, SecondsUntilAutoPause: 60 },
      'SecondsUntilAutoPause 60 is not valid. It must be between 300 and 86400.',
    ],
  ])('%s', (_, scaling, input, message) => {
    const version = { EngineVersion: '15.10' };
    const calls = { ServerlessV2ScalingConfiguration: { ...range, ...input } };
    const rds = ClusterWorld.seeded(runbookSpec({ version: '15.10' }));
    expect(() => synthCluster(props(scaling))).toThrow(/serverlessV2Scaling\.\w+: /);
    expect(rds.refusal('CreateDBCluster', { ...newCluster, ...version, ...calls })).toBe(value(message));
    expect(rds.refusal('ModifyDBCluster', { DBClusterIdentifier: clusterId, ...calls })).toBe(value(message));
  });

  it('a pause that the version does not have', () => {
    const calls = { ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 8 } };
    check({
      props: { ...props({ minCapacity: 0 }), engineVersion: '15.6' },
      atSynth: /minCapacity: Aurora PostgreSQL 15\.6 cannot pause, .* Write 0\.5, or upgrade to 15\.7 or later first/,
      create: calls,
      modify: calls,
      fault: value('Serverless v2 capacity value 0 is not valid with aurora-postgresql 15.6.'),
    });
  });

  it.each([
    ['aurora-postgresql', '17.4'],
    ['aurora-postgresql', '13.15'],
    ['aurora-mysql', '8.0.mysql_aurora.3.08.0'],
  ])('%s %s pauses, after five minutes where nobody says when', (engine, engineVersion) => {
    synthCluster({ ...props({ minCapacity: 0 }), engine, engineVersion });
    const rds = ClusterWorld.seeded();
    const scaling = { MinCapacity: 0, MaxCapacity: 8 };
    const input = {
      ...newCluster,
      Engine: engine,
      EngineVersion: engineVersion,
      ServerlessV2ScalingConfiguration: scaling,
    };
    const created = rds.call('CreateDBCluster', input).DBCluster;
    expect(created.ServerlessV2ScalingConfiguration).toEqual({ ...scaling, SecondsUntilAutoPause: 300 });
    rds.pass(2);
    const modify = (change: object) =>
      rds.pass(1).call('ModifyDBCluster', { DBClusterIdentifier: 'orders', ServerlessV2ScalingConfiguration: change })
        .DBCluster.ServerlessV2ScalingConfiguration;
    expect(modify({ SecondsUntilAutoPause: 600 })).toEqual({ ...scaling, SecondsUntilAutoPause: 600 });
    expect(modify({ MinCapacity: 1 })).toEqual({ MinCapacity: 1, MaxCapacity: 8 });
  });
});

describe('settings', () => {
  const logs = (...types: string[]) => ({ CloudwatchLogsExportConfiguration: { EnableLogTypes: types } });

  it.each<[string, Refusal]>([
    [
      'logs of another engine',
      {
        props: { enabledCloudwatchLogsExports: ['postgresql', 'slowquery', 'audit'] },
        atSynth: /enabledCloudwatchLogsExports: aurora-postgresql has no log "slowquery"\. Write some of postgresql, /,
        create: { EnableCloudwatchLogsExports: ['postgresql', 'slowquery', 'audit'] },
        modify: logs('postgresql', 'slowquery', 'audit'),
        fault: combination(
          "You cannot use the log types 'slowquery', 'audit' with engine version aurora-postgresql 15.6. For supported log " +
            'types, see the documentation.',
        ),
      },
    ],
    [
      'a low port',
      {
        props: { port: 80 },
        atSynth: /port: RDS does not listen on 80/,
        create: { Port: 80 },
        modify: { Port: 80 },
        fault: value('Invalid endpoint port 80. Valid range is: 1150-65535'),
      },
    ],
    [
      'storage of RDS',
      {
        props: { storageType: 'gp3' },
        atSynth: /storageType: Aurora has no storage "gp3"\. Write 'aurora-iopt1', or 'aurora'/,
        create: { StorageType: 'gp3' },
        modify: { StorageType: 'gp3' },
        fault: combination("You can't use the gp3 storage type."),
      },
    ],
    [
      'a network of old',
      {
        props: { networkType: 'IPX' },
        atSynth: /networkType: "IPX" is not a network type/,
        create: { NetworkType: 'IPX' },
        modify: { NetworkType: 'IPX' },
        fault: value('Invalid network type: IPX. Must be IPV4 or DUAL.'),
      },
    ],
    [
      'an odd interval',
      {
        props: { monitoringInterval: 7, monitoringRole: {} },
        atSynth: /monitoringInterval: RDS does not know an interval of 7 seconds/,
        createInstance: { MonitoringInterval: 7, MonitoringRoleArn: 'arn' },
        modifyInstance: { MonitoringInterval: 7, MonitoringRoleArn: 'arn' },
        fault: value('Invalid value 7 for MonitoringInterval. Valid values are: 0, 1, 5, 10, 15, 30, 60'),
      },
    ],
    [
      'monitoring without a role',
      {
        props: { monitoringInterval: 60 },
        atSynth: /monitoringRoleArn: Enhanced monitoring needs a role/,
        createInstance: { MonitoringInterval: 60 },
        modifyInstance: { MonitoringInterval: 60 },
        fault: combination(
          'A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.',
        ),
      },
    ],
    [
      'a tag of AWS',
      {
        props: { tags: { 'aws:owner': 'me' } },
        atSynth: /tags\["aws:owner"\]: Keys that begin with aws: belong to AWS/,
        create: { Tags: [{ Key: 'aws:owner', Value: 'me' }] },
        fault: value('The tag key aws:owner is reserved: keys that begin with aws: belong to AWS.'),
      },
    ],
  ])('%s', (_, refusal) => check(refusal));

  it('a storage type that would change nothing', () => {
    expect(() => synthCluster({ storageType: '' })).toThrow(
      /storageType: An empty text is none: .* Write 'aurora' for Aurora Standard/,
    );
    synthCluster({ storageType: 'aurora' });
  });

  it('I/O-Optimized again within 30 days', () => {
    const rds = ClusterWorld.seeded();
    const to = (StorageType: string) => ({ DBClusterIdentifier: clusterId, StorageType });
    const next = new Date(rds.now + 30 * 24 * 60 * 60_000);
    rds.call('ModifyDBCluster', to('aurora-iopt1'));
    expect(rds.reload().pass(1).cluster()).toMatchObject({
      StorageType: 'aurora-iopt1',
      IOOptimizedNextAllowedModificationTime: next,
    });
    rds.call('ModifyDBCluster', to('aurora'));
    expect(rds.pass(1).cluster().StorageType).toBeUndefined();
    expect(rds.refusal('ModifyDBCluster', to('aurora-iopt1'))).toMatch(
      /^StorageTypeNotAvailableFault: .* before 2026-02-14T01:00/,
    );
    rds.pass(30 * 24 * 60);
    expect(rds.refusal('ModifyDBCluster', to('aurora-iopt1'))).toBe('no fault');
  });
});

describe('how many', () => {
  it('a sixth custom endpoint', () => {
    const endpoints = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`e${n}`, { type: 'ANY' as const }]));
    synthCluster({ customEndpoints: endpoints(5) });
    expect(() => synthCluster({ customEndpoints: endpoints(6) })).toThrow(
      /customEndpoints: These are 6, and RDS has room for 5/,
    );
    const rds = ClusterWorld.seeded();
    const create = (name: string) =>
      rds.refusal('CreateDBClusterEndpoint', {
        DBClusterIdentifier: clusterId,
        DBClusterEndpointIdentifier: name,
        EndpointType: 'ANY',
      });
    expect(Object.keys(endpoints(5)).map(create)).toEqual(Array(5).fill('no fault'));
    expect(create('e5')).toBe(
      'DBClusterEndpointQuotaExceededFault: The cluster already has the maximum number of custom endpoints.',
    );
  });

  it('a sixth role', () => {
    const features = ['s3Import', 's3Export', 'Lambda', 'SageMaker', 'Comprehend', 'Bedrock'];
    const associatedRoles = features.map((featureName) => ({
      featureName,
      roleArn: 'arn:aws:iam::123456789012:role/r',
    }));
    expect(() => synthCluster({ associatedRoles })).toThrow(/associatedRoles: These are 6, and RDS associates 5 roles/);
    const rds = ClusterWorld.seeded();
    const add = (FeatureName: string) =>
      rds.refusal('AddRoleToDBCluster', { DBClusterIdentifier: clusterId, FeatureName, RoleArn: 'r' });
    expect(features.map(add).map((said) => said.split(':')[0])).toEqual([
      ...Array(5).fill('no fault'),
      'DBClusterRoleQuotaExceeded',
    ]);
  });

  it('a seventeenth instance', () => {
    const names = Array.from({ length: 17 }, (_, n) => `i${n}`);
    const instances = (all: string[]) =>
      Object.fromEntries(all.map((name) => [name, { instanceClass: 'db.r6g.large' }]));
    expect(() => synthCluster({ instances: instances(names) })).toThrow(
      /instances: These are 17, and a cluster has 16 at most/,
    );
    const rds = ClusterWorld.seeded(runbookSpec({ instances: names.slice(0, 16) }));
    expect(rds.refusal('CreateDBInstance', newInstance)).toMatch(/^InstanceQuotaExceeded: .*15 Aurora Replicas/);
  });

  it('51 tags', () => {
    const tags = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`t${n}`, 'x']));
    expect(() => synthCluster({ tags })).toThrow(/tags: These are 51, and a resource has 50 tags at most/);
  });
});

describe('a global cluster around one that exists', () => {
  it.each([
    ['Engine', { Engine: 'aurora-postgresql' }, 'engineName'],
    ['EngineVersion', { EngineVersion: '15.6' }, 'engineVersion'],
    ['StorageEncrypted', { StorageEncrypted: true }, 'storageEncrypted'],
  ])('takes no %s', (_, input, name) => {
    const rds = ClusterWorld.seeded();
    const create = { GlobalClusterIdentifier: 'world', SourceDBClusterIdentifier: clusterId };
    expect(rds.refusal('CreateGlobalCluster', { ...create, ...input })).toBe(
      combination(
        `When creating global cluster from existing db cluster, value for ${name} should not be specified since it will be ` +
          'inherited from source cluster',
      ),
    );
    expect(rds.refusal('CreateGlobalCluster', create)).toBe('no fault');
  });
});
