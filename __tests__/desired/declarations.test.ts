import { declarationsOf, dependents } from '../../scripts/desired/declarations';
import { dependentImports } from '../../scripts/desired/import-blocks';
import type { StackJson } from '../../scripts/desired/stack-json';
import { CodeInMemory } from '../support/code-in-memory';

const code = new CodeInMemory({ engineVersion: '15.6' });
code.clusterIdentifier = 'orders';
const desired = code.cluster();

const json: StackJson = {
  provider: { aws: [{ region: 'eu-west-1', default_tags: [{ tags: { owner: 'core' } }] }, { alias: 'tokyo' }] },
  resource: {
    aws_rds_cluster: {
      aurora: {
        cluster_identifier: 'orders',
        master_password: 'not-to-be-seen',
        kms_key_id: '${aws_kms_key.k.arn}',
        lifecycle: { ignore_changes: ['backup_retention_period'] },
      },
      tokyo: { cluster_identifier: 'orders', provider: 'aws.tokyo' },
    },
    aws_rds_cluster_instance: { i1: { identifier: 'a', lifecycle: [{ ignore_changes: 'all' }] }, i2: {} },
    aws_rds_cluster_role_association: {
      mine: {
        db_cluster_identifier: '${aws_rds_cluster.aurora.id}',
        role_arn: '${aws_iam_role.s3.arn}',
        feature_name: 's3Import',
      },
      literal: { db_cluster_identifier: 'Orders', role_arn: 'arn:aws:iam::1:role/x' },
      others: { db_cluster_identifier: '${aws_rds_cluster.tokyo.id}', provider: 'aws.tokyo' },
      elsewhere: { db_cluster_identifier: 'payments' },
    },
    aws_rds_cluster_endpoint: {
      reports: {
        cluster_identifier: '${aws_rds_cluster.aurora.cluster_identifier}',
        static_members: ['${aws_rds_cluster_instance.i1.id}'],
      },
    },
    aws_appautoscaling_target: {
      readers: { resource_id: 'cluster:${aws_rds_cluster.aurora.cluster_identifier}', min_capacity: 1 },
      others: { resource_id: 'cluster:${aws_rds_cluster.tokyo.id}', provider: 'aws.tokyo' },
      table: { resource_id: 'table/orders' },
    },
    aws_appautoscaling_policy: {
      cpu: { name: 'cpu', resource_id: '${aws_appautoscaling_target.readers.resource_id}' },
    },
    aws_appautoscaling_scheduled_action: { night: { resource_id: '${aws_appautoscaling_target.readers.id}' } },
  },
};

test('what the stack declares of the cluster and around it', () => {
  const found = declarationsOf(desired, json);
  expect(found.cluster).toMatchObject({
    address: 'aws_rds_cluster.aurora',
    attributes: { cluster_identifier: 'orders' },
    unresolved: ['kms_key_id'],
    tagsAll: { owner: 'core' },
    ignoreChanges: ['backup_retention_period'],
  });
  expect(JSON.stringify(found)).not.toContain('not-to-be-seen');
  expect(found.instances.map(({ address, ignoreChanges }) => [address, ignoreChanges])).toEqual([
    ['aws_rds_cluster_instance.i1', 'all'],
    ['aws_rds_cluster_instance.i2', []],
  ]);
  expect(dependents(found).map(({ address }) => address)).toEqual([
    'aws_rds_cluster_role_association.mine',
    'aws_rds_cluster_role_association.literal',
    'aws_rds_cluster_endpoint.reports',
    'aws_appautoscaling_target.readers',
    'aws_appautoscaling_policy.cpu',
    'aws_appautoscaling_scheduled_action.night',
  ]);
  expect(found.roles[0]).toMatchObject({ attributes: { feature_name: 's3Import' }, unresolved: ['role_arn'] });
  expect(found.endpoints[0]?.attributes.static_members).toEqual(['a']);
});

test('a stack without any of it', () => {
  const found = declarationsOf(desired, {});
  expect(found.cluster).toMatchObject({ attributes: {}, ignoreChanges: [] });
  expect(dependents(found)).toEqual([]);
});

test('what goes with the cluster is imported by what the code says in literals', () => {
  const scaled = { service_namespace: 'rds', scalable_dimension: 'rds:cluster:ReadReplicaCount' };
  const { resource } = structuredClone(json);
  Object.assign(resource!.aws_rds_cluster!.aurora!, { db_subnet_group_name: '${aws_db_subnet_group.net.name}' });
  Object.assign(resource!.aws_rds_cluster_endpoint!.reports!, { cluster_endpoint_identifier: 'orders-reports' });
  Object.assign(resource!.aws_appautoscaling_target!.readers!, scaled);
  Object.assign(resource!.aws_appautoscaling_policy!.cpu!, scaled);
  resource!.aws_db_subnet_group = { net: { name: 'nets' }, other: { name: 'other' } };
  const declared = declarationsOf(desired, { ...json, resource });
  expect(dependentImports({ declared })).toEqual([
    { to: 'aws_db_subnet_group.net', id: 'nets' },
    { to: 'aws_rds_cluster_endpoint.reports', id: 'orders-reports' },
    // Not the one whose ARN only Terraform knows.
    { to: 'aws_rds_cluster_role_association.literal', id: 'Orders,arn:aws:iam::1:role/x' },
    { to: 'aws_appautoscaling_target.readers', id: 'rds/cluster:orders/rds:cluster:ReadReplicaCount' },
    { to: 'aws_appautoscaling_policy.cpu', id: 'rds/cluster:orders/rds:cluster:ReadReplicaCount/cpu' },
  ]);
});
