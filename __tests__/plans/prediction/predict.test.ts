import { parseCluster, parseInstance } from '../../../scripts/aws/rds/parse';
import { declarationsOf } from '../../../scripts/desired/declarations';
import { blocksOf, referencesOf } from '../../../scripts/desired/references';
import type { StackJson } from '../../../scripts/desired/stack-json';
import { predict } from '../../../scripts/plans/prediction/predict';
import type { PredictedChange } from '../../../scripts/plans/prediction/predicted-change';
import { predictionText } from '../../../scripts/report/prediction-text';
import type { Environment } from '../../../scripts/view/view';
import { CodeInMemory } from '../../support/code-in-memory';
import { clusterName, instanceNames } from '../../support/created-cluster';

type Json = Record<string, unknown>;

const desired = new CodeInMemory({ engineVersion: '15.6' }).cluster();

const cluster = {
  DBClusterIdentifier: clusterName,
  DBClusterArn: `arn:aws:rds:eu-west-1:1:cluster:${clusterName}`,
  DbClusterResourceId: 'cluster-A',
  Status: 'available',
  Engine: 'aurora-postgresql',
  EngineVersion: '15.6',
  DBClusterParameterGroup: 'params',
  StorageEncrypted: true,
  KmsKeyId: 'arn:aws:kms:eu-west-1:1:key/a',
  MasterUsername: 'postgres',
  Port: 5432,
  BackupRetentionPeriod: 7,
  PreferredMaintenanceWindow: 'sun:01:00-sun:02:00',
  AvailabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  DeletionProtection: true,
  TagList: [{ Key: 'team', Value: 'payments' }],
};

const instance = {
  DBInstanceIdentifier: instanceNames[0],
  DBInstanceArn: 'arn:aws:rds:eu-west-1:1:db:i',
  DbiResourceId: 'db-A',
  DBInstanceStatus: 'available',
  DBClusterIdentifier: clusterName,
  EngineVersion: '15.6',
  Engine: 'aurora-postgresql',
  DBInstanceClass: 'db.r6g.large',
  PromotionTier: 1,
  AutoMinorVersionUpgrade: true,
  AvailabilityZone: 'eu-west-1a',
};

const environment = (ofCluster: Json = {}, ofInstance: Json = {}): Environment => ({
  cluster: parseCluster({ ...cluster, ...ofCluster }),
  instances: [parseInstance({ ...instance, ...ofInstance })],
});

interface Code {
  cluster?: Json;
  instance?: Json;
  provider?: Json;
}

const json = (code: Code): StackJson => ({
  provider: { aws: [{ region: 'eu-west-1', ...code.provider }] },
  resource: {
    aws_rds_cluster: {
      aurora: {
        cluster_identifier: clusterName,
        engine: 'aurora-postgresql',
        deletion_protection: true,
        master_password: 'not-to-be-seen',
        skip_final_snapshot: true,
        tags: { team: 'payments' },
        ...code.cluster,
      },
    },
    aws_rds_cluster_instance: {
      i1: {
        identifier: instanceNames[0],
        cluster_identifier: '${aws_rds_cluster.aurora.id}',
        engine: 'aurora-postgresql',
        instance_class: 'db.r6g.large',
        promotion_tier: 1,
        ...code.instance,
      },
    },
  },
});

function changes(code: Code, blue: Environment, green?: Environment): PredictedChange[] {
  return predict({
    stack: desired.stack,
    declared: declarationsOf(desired, json(code)),
    references: { resourceId: [] },
    blue,
    ...(green === undefined ? {} : { green: { environment: green, counterpart: (identifier) => identifier } }),
  }).changes;
}

const short = (all: PredictedChange[]) =>
  all.map(({ address, attribute, effect, already, handledBy }) =>
    [
      address.replace('aws_rds_', ''),
      attribute,
      effect,
      ...(already ? ['already'] : []),
      ...(handledBy ? [handledBy] : []),
    ].join(' '),
  );

test('a cluster that is as the code says: nothing, before and with green', () => {
  expect(changes({}, environment())).toEqual([]);
  expect(changes({}, environment(), environment({ DbClusterResourceId: 'cluster-B' }))).toEqual([]);
});

interface Case {
  what: string;
  code?: Code;
  blue?: [Json?, Json?];
  expected: string[];
}

const onBlue: Case[] = [
  {
    what: 'a key of its own',
    code: { cluster: { kms_key_id: 'arn:aws:kms:eu-west-1:1:key/b' } },
    expected: ['cluster.aurora kms_key_id replace already'],
  },
  {
    what: 'encryption',
    blue: [{ StorageEncrypted: false }],
    code: { cluster: { storage_encrypted: true } },
    expected: ['cluster.aurora storage_encrypted replace already'],
  },
  {
    what: 'the subnet group',
    code: { cluster: { db_subnet_group_name: 'other' } },
    expected: ['cluster.aurora db_subnet_group_name replace already'],
  },
  {
    what: 'the user',
    code: { cluster: { master_username: 'admin' } },
    expected: ['cluster.aurora master_username replace already'],
  },
  {
    what: 'the database, which RDS does not always tell',
    code: { cluster: { database_name: 'orders' } },
    expected: ['cluster.aurora database_name unknown'],
  },
  {
    what: 'the engine mode that Terraform takes where there is none',
    blue: [{ EngineMode: 'serverless' }],
    expected: ['cluster.aurora engine_mode replace already'],
  },
  {
    what: 'zones, although they are the same now',
    code: { cluster: { availability_zones: cluster.AvailabilityZones } },
    expected: ['cluster.aurora availability_zones replace'],
  },
  {
    what: 'zones that are ignored',
    code: { cluster: { availability_zones: ['x'], lifecycle: { ignore_changes: ['availability_zones'] } } },
    expected: [],
  },
  {
    what: 'the zone of an instance',
    code: { instance: { availability_zone: 'eu-west-1a' } },
    expected: ['cluster_instance.i1 availability_zone replace'],
  },
  {
    what: 'zones that only Terraform knows',
    code: { cluster: { availability_zones: '${data.aws_availability_zones.a.names}' } },
    expected: ['cluster.aurora availability_zones replace'],
  },
  {
    what: 'a key that only Terraform knows',
    code: { cluster: { kms_key_id: '${aws_kms_key.k.arn}' } },
    expected: ['cluster.aurora kms_key_id unknown'],
  },
  {
    what: 'optional, in the code',
    code: { cluster: { iam_database_authentication_enabled: true } },
    expected: ['cluster.aurora iam_database_authentication_enabled update already'],
  },
  {
    what: 'optional, left out',
    blue: [{ EnabledCloudwatchLogsExports: ['postgresql'] }],
    expected: ['cluster.aurora enabled_cloudwatch_logs_exports update already'],
  },
  {
    what: 'with a default, left out',
    blue: [{}, { AutoMinorVersionUpgrade: false }],
    expected: ['cluster_instance.i1 auto_minor_version_upgrade update already'],
  },
  {
    what: 'the class',
    code: { instance: { instance_class: 'db.r6g.xlarge' } },
    expected: ['cluster_instance.i1 instance_class update already'],
  },
  { what: 'computed as well, left out', blue: [{ BackupRetentionPeriod: 30, NetworkType: 'DUAL' }], expected: [] },
  {
    what: 'computed as well, in the code',
    code: { cluster: { backup_retention_period: 30 } },
    expected: ['cluster.aurora backup_retention_period update already'],
  },
  {
    what: 'a window in other letters',
    code: { cluster: { preferred_maintenance_window: 'Sun:01:00-Sun:02:00' } },
    expected: [],
  },
  {
    what: 'texts for numbers and booleans',
    code: { cluster: { port: '5432', deletion_protection: 'true' } },
    expected: [],
  },
  {
    what: 'a block of which RDS says more',
    blue: [{ ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4, SecondsUntilAutoPause: 300 } }],
    code: { cluster: { serverlessv2_scaling_configuration: [{ min_capacity: 0.5, max_capacity: 4 }] } },
    expected: [],
  },
  {
    what: 'another block',
    blue: [{ ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 4 } }],
    code: { cluster: { serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 4 } } },
    expected: ['cluster.aurora serverlessv2_scaling_configuration update already'],
  },
  {
    what: 'never read back',
    code: { cluster: { snapshot_identifier: 's', apply_immediately: true, skip_final_snapshot: false } },
    expected: [],
  },
  {
    what: 'the version and the groups',
    code: {
      cluster: { engine_version: '15.10', db_cluster_parameter_group_name: 'x' },
      instance: { db_parameter_group_name: 'y' },
    },
    expected: [
      'cluster.aurora db_cluster_parameter_group_name none groups',
      'cluster.aurora engine_version none version',
      'cluster_instance.i1 db_parameter_group_name none groups',
    ],
  },
  {
    what: 'backtracking, which is not taken over',
    blue: [{ BacktrackWindow: 3600 }],
    code: { cluster: { backtrack_window: 3600 } },
    expected: ['cluster.aurora backtrack_window update'],
  },
  {
    what: 'IAM roles, which are carried over',
    blue: [{ AssociatedRoles: [{ RoleArn: 'arn:aws:iam::1:role/s3' }] }],
    code: { cluster: { iam_roles: ['arn:aws:iam::1:role/s3'] } },
    expected: ['cluster.aurora iam_roles none carry-over'],
  },
  { what: 'what is not read here', code: { cluster: { domain: 'd-1' } }, expected: ['cluster.aurora domain unknown'] },
  {
    what: 'a tag',
    blue: [
      {
        TagList: [
          { Key: 'team', Value: 'orders' },
          { Key: 'aws:x', Value: '1' },
        ],
      },
    ],
    expected: ['cluster.aurora tags update already'],
  },
  {
    what: 'default tags',
    code: { provider: { default_tags: [{ tags: { env: 'prod' } }] } },
    expected: ['cluster.aurora tags update already', 'cluster_instance.i1 tags update already'],
  },
  {
    what: 'tags that the provider overlooks',
    code: { provider: { ignore_tags: [{ keys: ['a'], key_prefixes: ['b:'] }] } },
    blue: [{ TagList: [...cluster.TagList, { Key: 'a', Value: '1' }, { Key: 'b:c', Value: '1' }] }],
    expected: [],
  },
  {
    what: 'tags that are ignored',
    code: { cluster: { lifecycle: { ignore_changes: ['tags', 'tags_all'] }, tags: { x: 'y' } } },
    expected: [],
  },
  {
    what: 'tags of which a part is ignored',
    code: { cluster: { lifecycle: { ignore_changes: ['tags["x"]'] } } },
    expected: ['cluster.aurora tags unknown'],
  },
  {
    what: 'all ignored',
    code: { cluster: { deletion_protection: false, kms_key_id: 'x', lifecycle: { ignore_changes: 'all' } } },
    expected: [],
  },
];

test.each(onBlue)('before there is a green: $what', ({ code = {}, blue = [], expected }) => {
  expect(short(changes(code, environment(...blue)))).toEqual(expected);
});

const onGreen: (Case & { green?: [Json?, Json?] })[] = [
  { what: 'zones that stayed', code: { cluster: { availability_zones: cluster.AvailabilityZones } }, expected: [] },
  {
    what: 'the zone of an instance that moved',
    code: { instance: { availability_zone: 'eu-west-1a' } },
    green: [{}, { AvailabilityZone: 'eu-west-1c' }],
    expected: ['cluster_instance.i1 availability_zone replace'],
  },
  { what: 'another key, and the code has none', green: [{ KmsKeyId: 'arn:aws:kms:eu-west-1:1:key/b' }], expected: [] },
  {
    what: 'another key than the code says',
    code: { cluster: { kms_key_id: cluster.KmsKeyId } },
    green: [{ KmsKeyId: 'arn:aws:kms:eu-west-1:1:key/b' }],
    expected: ['cluster.aurora kms_key_id replace'],
  },
  {
    what: 'another key, and only Terraform knows the code',
    code: { cluster: { kms_key_id: '${aws_kms_key.k.arn}' } },
    green: [{ KmsKeyId: 'arn:aws:kms:eu-west-1:1:key/b' }],
    expected: ['cluster.aurora kms_key_id replace'],
  },
  {
    what: 'what was not copied',
    green: [{ DeletionProtection: false }, { PromotionTier: 2 }],
    expected: ['cluster.aurora deletion_protection update', 'cluster_instance.i1 promotion_tier update'],
  },
  {
    what: 'what happens to be as the code says',
    blue: [{ CopyTagsToSnapshot: true }],
    green: [{ CopyTagsToSnapshot: false }],
    expected: [],
  },
  {
    what: 'roles that nobody has given to green',
    blue: [{ AssociatedRoles: [{ RoleArn: 'arn:r' }] }],
    code: { cluster: { iam_roles: ['arn:r'] } },
    expected: ['cluster.aurora iam_roles update'],
  },
  { what: 'tags, which come from blue', green: [{ TagList: [] }], expected: [] },
];

test.each(onGreen)('with green: $what', ({ code = {}, blue = [], green = [], expected }) => {
  expect(short(changes(code, environment(...blue), environment(...green)))).toEqual(expected);
});

test('values that may be secret are in no prediction', () => {
  const code = { cluster: { master_username: 'root-of-all', tags: { team: 'secret-team' } } };
  const found = JSON.stringify(changes(code, environment()));
  expect(found).toContain('master_username');
  expect(found).not.toMatch(/root-of-all|postgres"|secret-team|payments|not-to-be-seen/);
});

test('what refers to the resource id, in any stack', () => {
  const stack = json({});
  stack.output = { id: { value: '${aws_rds_cluster.aurora.cluster_resource_id}' } };
  const apps = { resource: { aws_iam_policy: { p: { policy: '${data.terraform_remote_state.db.outputs.id}' } } } };
  const stacks = [
    { name: desired.stack, json: stack },
    { name: 'apps', json: apps },
  ];
  const prediction = predict({
    stack: desired.stack,
    declared: declarationsOf(desired, stack),
    references: referencesOf(desired, blocksOf(stacks)),
    blue: environment(),
  });
  expect(prediction.changes).toMatchObject([
    { address: 'output.id', attribute: 'value', effect: 'update' },
    { address: 'aws_iam_policy.p', stack: 'apps', effect: 'update' },
  ]);
  expect(predictionText(prediction)).toMatch(
    /^aws_iam_policy\.p \(stack apps\) +cluster_resource_id +update +it refers/m,
  );
});

test('an instance that RDS has not, and one that green has not, are told elsewhere', () => {
  expect(changes({ instance: { identifier: 'new' } }, environment())).toEqual([]);
  expect(changes({}, environment(), { ...environment(), instances: [] })).toEqual([]);
});
