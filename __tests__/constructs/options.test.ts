import { TerraformOutput } from 'cdktf';
import { AuroraCluster } from '../../constructs/aurora-cluster';
import { minimal, synth, synthCluster } from './synth';

const one = { instanceClass: 'db.r6g.large' };
// biome-ignore lint/suspicious/noExplicitAny: tests reach into the JSON freely.
type Resources = any;

/** What a prop adds to the smallest cluster: resources that were not there, and changes of those that were. */
function added(props: object): Resources {
  const { resource } = synthCluster(props).json;
  for (const type of Object.keys(synthCluster().json.resource)) delete resource[type];
  return resource;
}

/** Without cdktf's notes. */
const bodies = (resources: object | undefined) =>
  Object.values(resources ?? {}).map(({ '//': _notes, ...body }: Resources) => body);

describe('instances', () => {
  const instances = (props: object) =>
    bodies(synthCluster({ instances: undefined, ...props }).json.resource.aws_rds_cluster_instance);

  it('a writer is created before its readers, which are next in line', () => {
    const found = instances({
      writer: { identifier: 'orders-w', instanceClass: 'db.r6g.xlarge' },
      readers: { 'orders-r1': { instanceClass: 'db.r6g.xlarge' }, 'orders-r2': { ...one, promotionTier: 15 } },
    });
    expect(found.map(({ identifier, promotion_tier: tier }) => [identifier, tier])).toEqual([
      ['orders-r1', 1],
      ['orders-r2', 15],
      ['orders-w', 0],
    ]);
    const [first, second, writer] = found;
    expect(first.depends_on).toEqual(second.depends_on);
    expect(first.depends_on).toEqual([expect.stringMatching(/^aws_rds_cluster_instance\.orders_orders-w_/)]);
    expect(writer).not.toHaveProperty('depends_on');
  });

  it('take the certificate authority of the cluster unless they have their own', () => {
    const found = instances({
      caCertIdentifier: 'rds-ca-rsa2048-g1',
      instances: { a: one, b: { ...one, caCertIdentifier: 'rds-ca-ecc384-g1' } },
    });
    expect(found.map((instance) => instance.ca_cert_identifier)).toEqual(['rds-ca-rsa2048-g1', 'rds-ca-ecc384-g1']);
  });

  it('may be called as they like', () => {
    const names = ['default', 'old-cluster', 'readers', 'readers-cpu', 'subnet-group', 'from-app', 'outbound'];
    const { json } = synth((stack) => {
      const orders = new AuroraCluster(stack, 'orders', {
        ...minimal,
        instances: Object.fromEntries(names.map((name) => [name, one])),
        autoscaling: { minCapacity: 1, maxCapacity: 9, targetCpuUtilization: 60 },
        subnetGroup: { subnetIds: ['subnet-a', 'subnet-b'] },
        securityGroup: { vpcId: 'vpc-1' },
      });
      orders.connections.allowFrom('app', { cidrIpv4: '10.0.0.0/8' });
    });
    expect(
      bodies(json.resource.aws_rds_cluster_instance)
        .map(({ identifier }) => identifier)
        .sort(),
    ).toEqual(names.sort());
  });

  it('scale by themselves when they are serverless', () => {
    const { json, warnings } = synthCluster({
      instances: { 'orders-1': { instanceClass: 'db.serverless' }, 'orders-2': { instanceClass: 'db.serverless' } },
      serverlessV2Scaling: { minCapacity: 0.5, maxCapacity: 8 },
    });
    expect(json.resource.aws_rds_cluster.orders.serverlessv2_scaling_configuration).toEqual({
      min_capacity: 0.5,
      max_capacity: 8,
    });
    expect(warnings).toEqual([]);
  });
});

describe('the network', () => {
  it('a subnet group that is declared here is that of the cluster and the instances', () => {
    const { json } = synthCluster({ subnetGroup: { subnetIds: ['subnet-a', 'subnet-b'] }, networkType: 'DUAL' });
    const [[id, group]] = Object.entries<Resources>(json.resource.aws_db_subnet_group) as [[string, Resources]];
    expect(group).toMatchObject({ name: 'orders-subnets', subnet_ids: ['subnet-a', 'subnet-b'] });
    const name = `\${aws_db_subnet_group.${id}.name}`;
    expect(json.resource.aws_rds_cluster.orders).toMatchObject({ db_subnet_group_name: name, network_type: 'DUAL' });
    expect(bodies(json.resource.aws_rds_cluster_instance)).toMatchObject([{ db_subnet_group_name: name }]);
  });

  it('a security group that is declared here stands before those that are given, and lets everything out', () => {
    const { json } = synthCluster({ securityGroup: { vpcId: 'vpc-1' }, vpcSecurityGroupIds: ['sg-given'] });
    const [id] = Object.keys(json.resource.aws_security_group);
    const own = `\${aws_security_group.${id}.id}`;
    expect(bodies(json.resource.aws_security_group)).toMatchObject([{ name: 'orders-db', vpc_id: 'vpc-1' }]);
    expect(json.resource.aws_rds_cluster.orders.vpc_security_group_ids).toEqual([own, 'sg-given']);
    expect(bodies(json.resource.aws_vpc_security_group_egress_rule)).toEqual([
      { security_group_id: own, ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0' },
    ]);
  });

  it('egress follows the network type, or is left out', () => {
    const vpcId = 'vpc-1';
    const egress = (props: object) => bodies(added(props).aws_vpc_security_group_egress_rule).length;
    expect(egress({ securityGroup: { vpcId }, networkType: 'DUAL' })).toBe(2);
    expect(egress({ securityGroup: { vpcId, allowAllOutbound: false } })).toBe(0);
  });

  it('is opened rule by rule, on the port of the engine or of the code', () => {
    const { json } = synth((stack) => {
      const securityGroup = { vpcId: 'vpc-1' };
      const { connections } = new AuroraCluster(stack, 'orders', { ...minimal, securityGroup });
      connections.allowFrom('app', { securityGroupId: 'sg-app', description: 'The application' });
      const other = { ...minimal, clusterIdentifier: 'b', instances: { 'b-1': one }, port: 6000, securityGroup };
      new AuroraCluster(stack, 'b', other).connections.allowFrom('office', { cidrIpv4: '10.0.0.0/8' });
    });
    expect(bodies(json.resource.aws_vpc_security_group_ingress_rule)).toMatchObject([
      { cidr_ipv4: '10.0.0.0/8', ip_protocol: 'tcp', from_port: 6000, to_port: 6000 },
      { referenced_security_group_id: 'sg-app', description: 'The application', from_port: 5432, to_port: 5432 },
    ]);
  });

  it.each<[string, object, object, RegExp]>([
    [
      'without a group of its own',
      {},
      { cidrIpv4: '10.0.0.0/8' },
      /allowFrom\("x"\): The cluster has no security group/,
    ],
    ['for nobody', { securityGroup: { vpcId: 'v' } }, {}, /A rule allows exactly one peer, but 0 are given/],
    ['for two', { securityGroup: { vpcId: 'v' } }, { cidrIpv4: 'a', cidrIpv6: 'b' }, /but 2 are given\. Write one of/],
  ])('is not opened %s', (_, props, peer, message) => {
    const attempt = () =>
      synth((stack) => new AuroraCluster(stack, 'orders', { ...minimal, ...props }).connections.allowFrom('x', peer));
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(/^AuroraCluster "app-stack\/orders"/);
  });

  it('custom endpoints name their members by reference, and wait for all instances', () => {
    const { json } = synthCluster({
      instances: { 'orders-1': one, 'orders-2': one, 'orders-3': one },
      customEndpoints: {
        reports: { type: 'READER', staticMembers: ['orders-2'] },
        rest: { type: 'ANY', excludedMembers: ['orders-2'] },
      },
    });
    const instance = (n: number) =>
      Object.keys(json.resource.aws_rds_cluster_instance).find((id) => id.includes(`orders-${n}`));
    const member = [`\${aws_rds_cluster_instance.${instance(2)}.identifier}`];
    const shared = {
      cluster_identifier: '${aws_rds_cluster.orders.cluster_identifier}',
      depends_on: [1, 2, 3].map((n) => `aws_rds_cluster_instance.${instance(n)}`),
    };
    expect(bodies(json.resource.aws_rds_cluster_endpoint)).toEqual([
      { ...shared, cluster_endpoint_identifier: 'reports', custom_endpoint_type: 'READER', static_members: member },
      { ...shared, cluster_endpoint_identifier: 'rest', custom_endpoint_type: 'ANY', excluded_members: member },
    ]);
  });
});

describe('readers that come and go', () => {
  it('are a scalable target with a policy for each metric, all in literals, after the instances', () => {
    const { json } = synthCluster({
      autoscaling: {
        minCapacity: 1,
        maxCapacity: 5,
        targetCpuUtilization: 60,
        targetConnections: 500,
        scaleInCooldown: 600,
      },
    });
    const [instance] = Object.keys(json.resource.aws_rds_cluster_instance);
    const [target] = Object.keys(json.resource.aws_appautoscaling_target);
    const readers = {
      resource_id: 'cluster:orders',
      scalable_dimension: 'rds:cluster:ReadReplicaCount',
      service_namespace: 'rds',
    };
    expect(bodies(json.resource.aws_appautoscaling_target)).toEqual([
      {
        ...readers,
        min_capacity: 1,
        max_capacity: 5,
        depends_on: ['aws_rds_cluster.orders', `aws_rds_cluster_instance.${instance}`],
      },
    ]);
    const policy = (name: string, metric: string, target_value: number) => ({
      ...readers,
      name,
      policy_type: 'TargetTrackingScaling',
      target_tracking_scaling_policy_configuration: {
        predefined_metric_specification: { predefined_metric_type: metric },
        target_value,
        scale_in_cooldown: 600,
        scale_out_cooldown: 300,
        disable_scale_in: false,
      },
      depends_on: [`aws_appautoscaling_target.${target}`],
    });
    expect(bodies(json.resource.aws_appautoscaling_policy)).toEqual([
      policy('orders-connections', 'RDSReaderAverageDatabaseConnections', 500),
      policy('orders-cpu', 'RDSReaderAverageCPUUtilization', 60),
    ]);
  });
});

describe('roles', () => {
  it('are associations with their feature, and never iam_roles beside them', () => {
    const { json } = synthCluster({
      associatedRoles: [
        { featureName: 's3Import', roleArn: 'arn:aws:iam::123456789012:role/import' },
        { featureName: 's3Export', roleArn: '${aws_iam_role.export.arn}' },
      ],
    });
    const cluster = { db_cluster_identifier: '${aws_rds_cluster.orders.cluster_identifier}' };
    expect(bodies(json.resource.aws_rds_cluster_role_association)).toEqual([
      { ...cluster, feature_name: 's3Export', role_arn: '${aws_iam_role.export.arn}' },
      { ...cluster, feature_name: 's3Import', role_arn: 'arn:aws:iam::123456789012:role/import' },
    ]);
    expect(json.resource.aws_rds_cluster.orders).not.toHaveProperty('iam_roles');
  });

  it('of MySQL may have no feature, and then have an id', () => {
    const versions = { engine: 'aurora-mysql', engineVersion: '8.0.mysql_aurora.3.08.0' };
    const associatedRoles = ['load', 'invoke'].map((id) => ({ id, featureName: '', roleArn: `arn:${id}` }));
    const { json } = synthCluster({ ...versions, associatedRoles });
    expect(Object.keys(json.resource.aws_rds_cluster_role_association)).toEqual([
      expect.stringMatching(/^orders_Role-invoke_/),
      expect.stringMatching(/^orders_Role-load_/),
    ]);
  });
});

describe('monitoring', () => {
  it('a role that is declared here may be assumed by enhanced monitoring, and is ready before the instances', () => {
    const { json } = synthCluster({ monitoringInterval: 60, monitoringRole: { path: '/db/' } });
    const [[id, role]] = Object.entries(json.resource.aws_iam_role) as [[string, Resources]];
    expect(role).toMatchObject({ name: 'orders-monitoring', path: '/db/' });
    expect(JSON.parse(role.assume_role_policy).Statement[0].Principal).toEqual({
      Service: 'monitoring.rds.amazonaws.com',
    });
    const [[policy, attachment]] = Object.entries(json.resource.aws_iam_role_policy_attachment) as [
      [string, Resources],
    ];
    expect(attachment).toMatchObject({
      role: `\${aws_iam_role.${id}.name}`,
      policy_arn: `arn:\${element(split(":", aws_iam_role.${id}.arn), 1)}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    });
    expect(bodies(json.resource.aws_rds_cluster_instance)).toMatchObject([
      {
        monitoring_interval: 60,
        monitoring_role_arn: `\${aws_iam_role.${id}.arn}`,
        depends_on: [`aws_iam_role_policy_attachment.${policy}`],
      },
    ]);
  });

  it('log groups stand before the cluster, which would make them itself', () => {
    const { json } = synthCluster({
      enabledCloudwatchLogsExports: ['postgresql'],
      logGroups: { retentionInDays: 30 },
      tags: { team: 'core' },
    });
    const [id] = Object.keys(json.resource.aws_cloudwatch_log_group);
    expect(bodies(json.resource.aws_cloudwatch_log_group)).toEqual([
      { name: '/aws/rds/cluster/orders/postgresql', retention_in_days: 30, tags: { team: 'core' } },
    ]);
    expect(json.resource.aws_rds_cluster.orders.depends_on).toEqual([`aws_cloudwatch_log_group.${id}`]);
  });

  it('the mode of Database Insights goes with Performance Insights of cluster and instances', () => {
    const { json } = synthCluster({
      databaseInsightsMode: 'advanced',
      performanceInsights: { enabled: true, retentionPeriod: 465 },
    });
    const insights = { performance_insights_enabled: true, performance_insights_retention_period: 465 };
    expect(json.resource.aws_rds_cluster.orders).toMatchObject({ database_insights_mode: 'advanced', ...insights });
    expect(bodies(json.resource.aws_rds_cluster_instance)).toMatchObject([insights]);
    const without = (props: object) => synthCluster(props).json.resource.aws_rds_cluster.orders;
    const standard = { database_insights_mode: 'standard' };
    expect(without({ performanceInsights: { enabled: true, retentionPeriod: 465 } })).toMatchObject({
      ...standard,
      ...insights,
    });
    expect(without({ performanceInsights: { enabled: false } })).toMatchObject({
      ...standard,
      performance_insights_enabled: false,
    });
    expect(without({})).not.toHaveProperty('database_insights_mode');
  });
});

describe('what other constructs take from a cluster', () => {
  it('endpoints and port', () => {
    const { json } = synth((stack) => {
      const { endpoint, port } = new AuroraCluster(stack, 'orders', minimal);
      new TerraformOutput(stack, 'url', { value: `${endpoint}:${port}` });
    });
    expect(json.output.url.value).toBe('${aws_rds_cluster.orders.endpoint}:${aws_rds_cluster.orders.port}');
  });

  it('metrics, by name and as plain data', () => {
    synth((stack) => {
      const orders = new AuroraCluster(stack, 'orders', minimal);
      const shared = { namespace: 'AWS/RDS', dimensions: { DBClusterIdentifier: 'orders' }, statistic: 'Average' };
      expect(orders.metricCPUUtilization()).toEqual({ ...shared, metricName: 'CPUUtilization', period: 300 });
      expect(orders.metricDatabaseConnections({ role: 'WRITER', statistic: 'Maximum', period: 60 })).toEqual({
        namespace: 'AWS/RDS',
        metricName: 'DatabaseConnections',
        dimensions: { DBClusterIdentifier: 'orders', Role: 'WRITER' },
        statistic: 'Maximum',
        period: 60,
      });
      expect(orders.metric('Deadlocks', { instance: 'orders-1' }).dimensions).toEqual({
        DBInstanceIdentifier: 'orders-1',
      });
      const others = [
        orders.metricFreeableMemory(),
        orders.metricFreeLocalStorage(),
        orders.metricAuroraReplicaLag(),
        orders.metricServerlessDatabaseCapacity(),
        orders.metricACUUtilization(),
        orders.metricVolumeBytesUsed(),
      ];
      expect(others.map(({ metricName }) => metricName)).toEqual([
        'FreeableMemory',
        'FreeLocalStorage',
        'AuroraReplicaLag',
        'ServerlessDatabaseCapacity',
        'ACUUtilization',
        'VolumeBytesUsed',
      ]);
    });
  });
});
