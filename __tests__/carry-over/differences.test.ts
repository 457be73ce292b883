import type { Setting, Settings } from '../../scripts/aws/rds/settings';
import type { AssociatedRole, Tags } from '../../scripts/aws/rds/types';
import { carriedOfCluster, carriedOfInstance } from '../../scripts/carry-over/carried-settings';
import { describe as describeChange } from '../../scripts/carry-over/change';
import { missingEndpoints, missingOnGreen, missingOnProduction } from '../../scripts/carry-over/differences';
import { hadBy } from '../../scripts/carry-over/had';
import { declarationsOf } from '../../scripts/desired/declarations';
import { CodeInMemory } from '../support/code-in-memory';

interface Side {
  cluster?: Settings;
  instance?: Settings;
  roles?: AssociatedRole[];
  tags?: Tags;
}

const environment = (suffix: string, { cluster = {}, instance = {}, roles = [], tags = {} }: Side) => ({
  cluster: {
    identifier: `orders${suffix}`,
    arn: `arn:orders${suffix}`,
    resourceId: '',
    status: 'available',
    engine: 'aurora-postgresql',
    engineVersion: '15.6',
    engineMode: 'provisioned',
    parameterGroup: '',
    members: [],
    deletionProtection: true,
    managedPassword: false,
    readReplicas: [],
    backupRetentionDays: 1,
    customEndpoints: [],
    roles,
    tags,
    settings: cluster,
  },
  instances: [
    {
      identifier: `orders-1${suffix}`,
      arn: `arn:orders-1${suffix}`,
      resourceId: '',
      clusterIdentifier: `orders${suffix}`,
      status: 'available',
      engineVersion: '15.6',
      instanceClass: '',
      tags,
      settings: instance,
    },
  ],
});

function ends(from: Side, to: Side, resource: Record<string, Record<string, unknown>> = {}) {
  const json = {
    resource: {
      aws_rds_cluster: { aurora: resource.cluster ?? {} },
      aws_rds_cluster_instance: { i1: resource.instance ?? {} },
    },
  };
  return {
    had: hadBy(environment('', from), []),
    to: environment('-x', to),
    counterpart: (name: string) => `${name}-x`,
    declared: declarationsOf(new CodeInMemory({ engineVersion: '15.6' }).cluster(), json),
  };
}

const role = (arn: string, feature?: string, status = 'ACTIVE'): AssociatedRole => ({ arn, feature, status });
const green = (...sides: Parameters<typeof ends>) => missingOnGreen(ends(...sides)).map(describeChange);
const production = (...sides: Parameters<typeof ends>) => missingOnProduction(ends(...sides)).map(describeChange);

test.each<[string, Side, Side, string[]]>([
  [
    'the same',
    { cluster: { kms_key_id: 'a', backup_retention_period: 7 } },
    { cluster: { kms_key_id: 'b', backup_retention_period: 7 } },
    [],
  ],
  [
    'what clients, networks and bills depend on',
    { cluster: { port: 6543, storage_type: 'aurora-iopt1', network_type: 'DUAL' } },
    { cluster: { port: 5432, storage_type: '', network_type: 'IPV4' } },
    ['set network_type, port, storage_type of orders-x as it was'],
  ],
  ['a role', { roles: [role('a', 's3Import')] }, {}, ['add the IAM role a (s3Import) to orders-x']],
  [
    'a role for another feature',
    { roles: [role('a', 's3Import')] },
    { roles: [role('a', 's3Export')] },
    [
      'add the IAM role a (s3Import) to orders-x',
      'remove the IAM role a (s3Export) from orders-x: production does not have it',
    ],
  ],
  ['a role that RDS cannot use', { roles: [role('a', undefined, 'INVALID')] }, {}, []],
  ['a role that is on its way', { roles: [role('a')] }, { roles: [role('a', undefined, 'PENDING')] }, []],
  [
    'settings, in one call',
    {
      cluster: {
        backup_retention_period: 9,
        deletion_protection: true,
        enabled_cloudwatch_logs_exports: ['postgresql'],
      },
    },
    { cluster: { backup_retention_period: 1, deletion_protection: false, enabled_cloudwatch_logs_exports: [] } },
    ['set backup_retention_period, deletion_protection, enabled_cloudwatch_logs_exports of orders-x as it was'],
  ],
  [
    'the Data API',
    { cluster: { enable_http_endpoint: true } },
    { cluster: { enable_http_endpoint: false } },
    ['turn the Data API of orders-x on'],
  ],
  ['what RDS does not say of blue', {}, { cluster: { backup_retention_period: 1 } }, []],
  [
    'what is only taken together',
    { instance: { monitoring_interval: 30, monitoring_role_arn: 'm' } },
    { instance: { monitoring_interval: 0, monitoring_role_arn: 'm' } },
    ['set monitoring_interval, monitoring_role_arn of orders-1-x as it was'],
  ],
  ['tags, which follow by themselves', { tags: { a: '1' } }, {}, []],
  [
    'a role that production has not',
    {},
    { roles: [role('a', 's3Import')] },
    ['remove the IAM role a (s3Import) from orders-x: production does not have it'],
  ],
])('green differs by %s', (_, from, to, expected) => {
  expect(green(from, to)).toEqual(expected);
});

test('a role that RDS cannot use on production is left on green', () => {
  const sides = ends({ roles: [role('a', undefined, 'INVALID')] }, { roles: [role('a')] });
  expect(missingOnGreen(sides, [role('a', undefined, 'INVALID')])).toEqual([]);
});

test('what green has as the code says is left', () => {
  const from = { cluster: { backup_retention_period: 7 }, instance: { instance_class: 'small', promotion_tier: 1 } };
  const to = { cluster: { backup_retention_period: 14 }, instance: { instance_class: 'large', promotion_tier: 2 } };
  expect(green(from, to, { cluster: { backup_retention_period: '14' } })).toEqual([
    'set instance_class, promotion_tier of orders-1-x as it was',
  ]);
  const instance = { identifier: 'orders-1', instance_class: 'large', promotion_tier: '${var.tier}' };
  expect(green(from, to, { cluster: { backup_retention_period: 14 }, instance })).toEqual([
    'set promotion_tier of orders-1-x as it was',
  ]);
});

test('what the code says is not left where production would be weaker for it: a deploy says so in its plan', () => {
  const from: Side = { cluster: { backup_retention_period: 14, iam_database_authentication_enabled: true } };
  const to: Side = { cluster: { backup_retention_period: 1, iam_database_authentication_enabled: false } };
  const resource = { cluster: { backup_retention_period: 1, iam_database_authentication_enabled: false } };
  const names = 'backup_retention_period, iam_database_authentication_enabled';
  expect(green(from, to, resource)).toEqual([`set ${names} of orders-x as it was`]);
  expect(production(from, to, resource)).toEqual([`set ${names} of orders-x as it was`]);
});

test('on production only what interrupts nobody, and tags that are the team’s', () => {
  const tags = { team: 'a', 'aws:x': '1', 'aurora-upgrade:old-resource-id': 'y', kept: 'b' };
  const from = {
    cluster: { deletion_protection: true, vpc_security_group_ids: ['a'] },
    instance: { instance_class: 'l' },
    tags,
  };
  const to = {
    cluster: { deletion_protection: false, vpc_security_group_ids: ['b'] },
    instance: { instance_class: 's' },
    tags: { kept: 'b' },
  };
  expect(production(from, to)).toEqual([
    'set deletion_protection of orders-x as it was',
    'tag orders-x with team',
    'tag orders-1-x with team',
  ]);
});

describe('nothing of production is made weaker', () => {
  type Row = [string, Setting, Setting | undefined, Setting | undefined];
  const row = (...it: Row) => it;
  /** Before, now, and what it is set to: nothing where it is left. */
  const cluster: Row[] = [
    ...[
      'copy_tags_to_snapshot',
      'deletion_protection',
      'enable_http_endpoint',
      'iam_database_authentication_enabled',
    ].flatMap((name) => [row(name, true, false, true), row(name, false, true, undefined)]),
    row('backup_retention_period', 14, 1, 14),
    row('backup_retention_period', 1, 14, undefined),
    row('enabled_cloudwatch_logs_exports', ['audit', 'error'], ['error', 'slowquery'], ['audit', 'error', 'slowquery']),
    row('enabled_cloudwatch_logs_exports', ['audit'], undefined, ['audit']),
    row('enabled_cloudwatch_logs_exports', ['audit'], ['audit', 'error'], undefined),
    row('preferred_backup_window', '01:00-02:00', '03:00-04:00', '01:00-02:00'),
    row('preferred_maintenance_window', 'sun:01:00-sun:02:00', 'mon:01:00-mon:02:00', 'sun:01:00-sun:02:00'),
    // Only with a restart, or a change of network.
    row('serverlessv2_scaling_configuration', { max_capacity: 8 }, { max_capacity: 4 }, undefined),
    row('vpc_security_group_ids', ['a'], ['b'], undefined),
  ];
  const instance: Row[] = [
    row('auto_minor_version_upgrade', false, true, false),
    row('copy_tags_to_snapshot', true, false, true),
    row('copy_tags_to_snapshot', false, true, undefined),
    row('preferred_maintenance_window', 'sun:01:00-sun:02:00', 'mon:01:00-mon:02:00', 'sun:01:00-sun:02:00'),
    row('promotion_tier', 1, 15, 1),
    row('performance_insights_enabled', true, false, true),
    row('performance_insights_enabled', false, true, undefined),
    row('performance_insights_retention_period', 465, 7, 465),
    row('performance_insights_retention_period', 7, 465, undefined),
    row('performance_insights_retention_period', 465, undefined, 465),
    row('monitoring_interval', 30, 0, 30),
    row('monitoring_interval', 0, 30, undefined),
    row('monitoring_interval', 1, 60, 1),
    row('monitoring_interval', 60, 1, undefined),
    row('instance_class', 'large', 'small', undefined),
  ];

  const set = (kind: 'cluster' | 'instance', name: string, before: Setting, now: Setting | undefined) => {
    const [change, ...rest] = missingOnProduction(
      ends({ [kind]: { [name]: before } }, { [kind]: now === undefined ? {} : { [name]: now } }),
    );
    expect(rest).toEqual([]);
    if (change?.kind === 'http-endpoint') return change.enabled;
    return change?.kind === kind ? change.wanted[name] : undefined;
  };

  test.each(cluster)('cluster: %s %j, now %j: %j', (name, before, now, expected) => {
    expect(set('cluster', name, before, now)).toEqual(expected);
  });

  test.each(instance)('instance: %s %j, now %j: %j', (name, before, now, expected) => {
    expect(set('instance', name, before, now)).toEqual(expected);
  });

  test('every setting that is restored has a rule, or goes along with one that has', () => {
    for (const carried of [carriedOfCluster, carriedOfInstance]) {
      for (const { stronger, with: others = [] } of Object.values(carried)) {
        expect(stronger ?? others.find((name) => carried[name]?.stronger)).toBeDefined();
      }
    }
  });

  test('what goes along is as it was with the rest, and alone is no reason', () => {
    const before = { monitoring_interval: 30, monitoring_role_arn: 'before' };
    const wanted = (now: Settings) =>
      missingOnProduction(ends({ instance: before }, { instance: now })).map(
        (it) => it.kind === 'instance' && it.wanted,
      );
    expect(wanted({ monitoring_interval: 0 })).toEqual([before]);
    expect(wanted({ monitoring_interval: 30, monitoring_role_arn: 'other' })).toEqual([]);
    expect(wanted({ monitoring_interval: 60, monitoring_role_arn: 'other' })).toEqual([before]);
  });

  test('green is as production is, to the letter', () => {
    const from = { cluster: { deletion_protection: false, enabled_cloudwatch_logs_exports: ['a'] } };
    const to = { cluster: { deletion_protection: true, enabled_cloudwatch_logs_exports: ['a', 'b'] } };
    expect(green(from, to)).toEqual(['set deletion_protection, enabled_cloudwatch_logs_exports of orders-x as it was']);
    expect(production(from, to)).toEqual([]);
  });
});

describe('custom endpoints', () => {
  const endpoint = (identifier: string, more = {}) => ({
    identifier,
    arn: `arn:${identifier}`,
    status: 'available',
    type: 'READER',
    staticMembers: [] as string[],
    excludedMembers: [] as string[],
    tags: {},
    ...more,
  });
  const before = {
    identifier: 'reports',
    type: 'READER',
    staticMembers: ['b', 'a'],
    excludedMembers: [],
    tags: { team: 'x' },
  };

  test.each([
    ['that is missing', [], ['create the custom endpoint reports of orders']],
    ['as it was', [endpoint('reports', { staticMembers: ['a', 'b'], tags: { team: 'x' } })], []],
    [
      'without its members and tags',
      [endpoint('reports')],
      ['set the members of the custom endpoint reports as they were', 'tag reports with team'],
    ],
    [
      'of another type',
      [endpoint('reports', { type: 'ANY', staticMembers: ['a', 'b'], tags: { team: 'x' } })],
      ['set the members of the custom endpoint reports as they were'],
    ],
  ])('one %s', (_, now, expected) => {
    expect(missingEndpoints('orders', [before], now).map(describeChange)).toEqual(expected);
  });

  test('one whose tags had no room is made without any', () => {
    const { tags: _, ...untagged } = before;
    expect(missingEndpoints('orders', [untagged], [])).toMatchObject([{ endpoint: { tags: {} } }]);
  });
});
