import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformOutput, TerraformVariable } from 'cdktf';
import { AuroraCluster } from '../../constructs/aurora-cluster';
import { minimal, synth, synthCluster } from './synth';

const only = (resources: Record<string, unknown>) => {
  const all = Object.values(resources);
  expect(all).toHaveLength(1);
  return all[0] as Record<string, unknown>;
};

describe('AuroraCluster', () => {
  it('writes its defaults explicitly, so that a switchover cannot change them unseen', () => {
    const { json } = synthCluster();
    expect(json.resource.aws_rds_cluster.orders).toMatchObject({
      cluster_identifier: 'orders',
      engine: 'aurora-postgresql',
      engine_version: '15.6',
      backup_retention_period: 7,
      copy_tags_to_snapshot: true,
      deletion_protection: true,
      final_snapshot_identifier: 'orders-final',
      iam_database_authentication_enabled: false,
      skip_final_snapshot: false,
      storage_encrypted: true,
    });
    expect(only(json.resource.aws_rds_cluster_instance)).toMatchObject({
      identifier: 'orders-1',
      instance_class: 'db.r6g.large',
      auto_minor_version_upgrade: false,
      copy_tags_to_snapshot: true,
      monitoring_interval: 0,
      performance_insights_enabled: false,
      promotion_tier: 0,
      publicly_accessible: false,
    });
  });

  it('never sets what a switchover would turn into a replacement or an in-place upgrade', () => {
    const { json } = synthCluster();
    const cluster = json.resource.aws_rds_cluster.orders;
    for (const argument of [
      'availability_zones',
      'allow_major_version_upgrade',
      'db_instance_parameter_group_name',
      'manage_master_user_password',
    ]) {
      expect(cluster).not.toHaveProperty(argument);
    }
    const instance = only(json.resource.aws_rds_cluster_instance);
    expect(instance).not.toHaveProperty('engine_version');
    expect(instance).not.toHaveProperty('availability_zone');
  });

  it('declares both groups in the family of the version, with logical replication on', () => {
    const { json } = synthCluster({ clusterParameterGroup: { parameters: { work_mem: 65536 } } });
    expect(only(json.resource.aws_rds_cluster_parameter_group)).toMatchObject({
      name: 'orders-pg15-cluster-params',
      family: 'aurora-postgresql15',
      description: 'Managed by Terraform',
      parameter: [
        { name: 'rds.logical_replication', value: '1', apply_method: 'pending-reboot' },
        { name: 'work_mem', value: '65536', apply_method: 'immediate' },
      ],
      lifecycle: { create_before_destroy: true },
    });
    expect(only(json.resource.aws_db_parameter_group)).toMatchObject({
      name: 'orders-pg15-params',
      family: 'aurora-postgresql15',
      parameter: [],
    });
  });

  it('turns the binary log on for MySQL', () => {
    const { json } = synthCluster({ engine: 'aurora-mysql', engineVersion: '8.0.mysql_aurora.3.08.0' });
    expect(only(json.resource.aws_rds_cluster_parameter_group)).toMatchObject({
      name: 'orders-mysql80-cluster-params',
      family: 'aurora-mysql8.0',
      parameter: [{ name: 'binlog_format', value: 'ROW', apply_method: 'pending-reboot' }],
    });
  });

  it('takes explicit names, and gives the groups of another family other addresses', () => {
    const named = {
      clusterParameterGroup: { name: 'aurora-bg-aurora-pg15-cluster-params' },
      instanceParameterGroup: { name: 'aurora-bg-aurora-pg15-params', description: 'As imported' },
    };
    const { json } = synthCluster(named);
    expect(only(json.resource.aws_db_parameter_group)).toMatchObject({
      name: 'aurora-bg-aurora-pg15-params',
      description: 'As imported',
    });
    const addresses = (engineVersion: string) =>
      Object.keys(synthCluster({ engineVersion }).json.resource.aws_db_parameter_group);
    expect(addresses('15.10')).toEqual(addresses('15.6'));
    expect(addresses('16.4')).not.toEqual(addresses('15.6'));
  });

  it('uses groups that exist, and leaves instances on the default group when asked', () => {
    const { json } = synthCluster({
      clusterParameterGroup: { existing: 'shared-pg15', family: 'aurora-postgresql15' },
      instanceParameterGroup: 'engine-default',
    });
    expect(json.resource).not.toHaveProperty('aws_rds_cluster_parameter_group');
    expect(json.resource).not.toHaveProperty('aws_db_parameter_group');
    expect(json.resource.aws_rds_cluster.orders.db_cluster_parameter_group_name).toBe('shared-pg15');
    expect(only(json.resource.aws_rds_cluster_instance)).not.toHaveProperty('db_parameter_group_name');
    expect(json.resource.aws_rds_cluster.orders['//'].aurora).toMatchObject({
      clusterParameterGroup: { name: 'shared-pg15', family: 'aurora-postgresql15' },
    });
    expect(json.resource.aws_rds_cluster.orders['//'].aurora).not.toHaveProperty('instanceParameterGroup');
  });

  it('writes the annotation beside the cluster, with the addresses as synthesized', () => {
    const { json } = synthCluster({ instances: [{ identifier: 'orders-1', instanceClass: 'db.r6g.large' }] });
    const { aurora, metadata } = json.resource.aws_rds_cluster.orders['//'];
    const address = (type: string) => `${type}.${Object.keys(json.resource[type])[0]}`;
    expect(aurora).toEqual({
      formatVersion: 1,
      path: 'app-stack/orders',
      clusterIdentifier: 'orders',
      engine: 'aurora-postgresql',
      engineVersion: '15.6',
      upgradePolicy: 'blue-green',
      address: 'aws_rds_cluster.orders',
      instances: [{ identifier: 'orders-1', address: address('aws_rds_cluster_instance') }],
      clusterParameterGroup: {
        name: 'orders-pg15-cluster-params',
        family: 'aurora-postgresql15',
        address: address('aws_rds_cluster_parameter_group'),
      },
      instanceParameterGroup: {
        name: 'orders-pg15-params',
        family: 'aurora-postgresql15',
        address: address('aws_db_parameter_group'),
      },
    });
    expect(metadata.path).toBe('app-stack/orders/Default');
  });

  it('hands passwords on as tokens, and the write-only one with its version', () => {
    const { json } = synth((stack) => {
      const password = new TerraformVariable(stack, 'password', { sensitive: true }).stringValue;
      new AuroraCluster(stack, 'a', { ...minimal, masterUsername: 'root', masterPassword: password });
      new AuroraCluster(stack, 'b', {
        ...minimal,
        clusterIdentifier: 'b',
        instances: { 'b-1': { instanceClass: 'db.r6g.large' } },
        masterPasswordWo: password,
        masterPasswordWoVersion: 2,
      });
    });
    expect(json.resource.aws_rds_cluster.a.master_password).toBe('${var.password}');
    expect(json.resource.aws_rds_cluster.b).toMatchObject({
      master_password_wo: '${var.password}',
      master_password_wo_version: 2,
    });
    expect(json.resource.aws_rds_cluster.b).not.toHaveProperty('master_password');
  });

  it('gives tags, provider and settings to every resource that takes them', () => {
    const { json } = synth((stack) => {
      const provider = new AwsProvider(stack, 'tokyo', { alias: 'tokyo', region: 'ap-northeast-1' });
      new AuroraCluster(stack, 'orders', {
        ...minimal,
        provider,
        tags: { team: 'core' },
        instances: { 'orders-1': { instanceClass: 'db.r6g.large', promotionTier: 15, tags: { role: 'writer' } } },
        monitoringInterval: 60,
        monitoringRoleArn: 'arn:aws:iam::123456789012:role/monitoring',
        performanceInsights: { enabled: true, retentionPeriod: 7 },
        preferredMaintenanceWindow: 'Sun:19:00-Sun:19:30',
        enabledCloudwatchLogsExports: ['postgresql'],
      });
    });
    for (const type of Object.keys(json.resource)) {
      expect(only(json.resource[type])).toMatchObject({ provider: 'aws.tokyo', tags: { team: 'core' } });
    }
    expect(json.resource.aws_rds_cluster.orders).toMatchObject({
      preferred_maintenance_window: 'sun:19:00-sun:19:30',
      enabled_cloudwatch_logs_exports: ['postgresql'],
    });
    expect(only(json.resource.aws_rds_cluster_instance)).toMatchObject({
      tags: { team: 'core', role: 'writer' },
      promotion_tier: 15,
      monitoring_interval: 60,
      performance_insights_enabled: true,
      performance_insights_retention_period: 7,
    });
  });

  it('has endpoints that other constructs can use', () => {
    const { json } = synth((stack) => {
      const { endpoint, readerEndpoint } = new AuroraCluster(stack, 'orders', minimal);
      new TerraformOutput(stack, 'hosts', { value: [endpoint, readerEndpoint] });
    });
    expect(json.output.hosts.value).toEqual([
      '${aws_rds_cluster.orders.endpoint}',
      '${aws_rds_cluster.orders.reader_endpoint}',
    ]);
  });

  it('keeps every line but the version when the version is bumped within a major', () => {
    const before = JSON.stringify(synthCluster({ engineVersion: '15.6' }).json);
    const after = JSON.stringify(synthCluster({ engineVersion: '15.10' }).json);
    expect(after.replaceAll('15.10', '15.6')).toBe(before);
    expect(after).not.toBe(before);
  });
});
