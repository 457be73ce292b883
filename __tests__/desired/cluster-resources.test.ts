import { clusterResources } from '../../scripts/desired/cluster-resources';
import type { StackJson } from '../../scripts/desired/stack-json';

const json: StackJson = {
  provider: {
    aws: [
      { region: 'eu-west-1', default_tags: [{ tags: { owner: 'core', env: '${var.env}', secret: '${var.none}' } }] },
      { alias: 'tokyo', region: 'ap-northeast-1' },
    ],
  },
  variable: { password: { default: null }, env: { default: 'test' }, none: {} },
  resource: {
    aws_rds_cluster: {
      orders: {
        '//': { aurora: {} },
        lifecycle: { prevent_destroy: true },
        depends_on: ['x.y'],
        cluster_identifier: 'orders',
        db_cluster_parameter_group_name: '${aws_rds_cluster_parameter_group.orders-15_AB12.name}',
        db_subnet_group_name: '${aws_db_subnet_group.net.id}',
        kms_key_id: '${aws_kms_key.main.arn}',
        master_password: '${var.password}',
        vpc_security_group_ids: ['sg-1', '${aws_security_group.db.id}'],
        enabled_cloudwatch_logs_exports: ['postgresql'],
        tags: { owner: 'orders' },
      },
    },
    aws_rds_cluster_instance: {
      one: { identifier: 'orders-1', cluster_identifier: '${aws_rds_cluster.orders.id}', provider: 'aws.tokyo' },
    },
    aws_rds_cluster_parameter_group: {
      'orders-15_AB12': { name: 'orders-pg15', parameter: [{ name: 'a', value: '${var.env}' }] },
    },
    aws_db_parameter_group: { p: { name: '${aws_db_parameter_group.p.name}' } },
    aws_db_subnet_group: { net: { name: 'net', region: 'us-east-1' } },
  },
};

describe('clusterResources', () => {
  const resources = clusterResources('app', json);

  it('follows references within the stack, and names what only Terraform knows', () => {
    expect(resources.clusters).toEqual([
      {
        address: 'aws_rds_cluster.orders',
        attributes: {
          cluster_identifier: 'orders',
          db_cluster_parameter_group_name: 'orders-pg15',
          db_subnet_group_name: 'net',
          enabled_cloudwatch_logs_exports: ['postgresql'],
          tags: { owner: 'orders' },
        },
        tagsAll: { owner: 'orders', env: 'test' },
        region: 'eu-west-1',
        unresolved: ['kms_key_id', 'vpc_security_group_ids'],
        ignoredTags: { keys: [], prefixes: [] },
      },
    ]);
    expect(resources.clusterParameterGroups[0]?.attributes.parameter).toEqual([{ name: 'a', value: 'test' }]);
  });

  it('gives every resource the region and the default tags of its own provider', () => {
    expect(resources.instances).toEqual([
      {
        address: 'aws_rds_cluster_instance.one',
        attributes: { identifier: 'orders-1', cluster_identifier: 'orders' },
        tagsAll: {},
        region: 'ap-northeast-1',
        unresolved: [],
        ignoredTags: { keys: [], prefixes: [] },
      },
    ]);
    expect(resources.subnetGroups[0]?.region).toBe('us-east-1');
    expect(resources.defaultTags).toEqual({ owner: 'core', env: 'test' });
  });

  it('does not follow a circle for ever', () => {
    expect(resources.parameterGroups[0]).toMatchObject({ attributes: {}, unresolved: ['name'] });
  });

  it('is empty for a stack without RDS', () => {
    expect(clusterResources('app', {})).toEqual({
      clusters: [],
      instances: [],
      clusterParameterGroups: [],
      parameterGroups: [],
      subnetGroups: [],
      roleAssociations: [],
      clusterEndpoints: [],
      scalableTargets: [],
      scalingPolicies: [],
      defaultTags: {},
    });
  });
});
