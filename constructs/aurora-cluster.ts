import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { annotate } from './annotate';
import type { AuroraClusterProps } from './aurora-cluster-props';
import type { ClusterVersions } from './cluster-versions';
import { type DeclaredName, declareNames } from './declared-names';
import type { EngineVersion } from './engine-version';
import { checkOldClusters } from './old-cluster-check';
import { isExisting } from './parameter-group-props';
import { ParameterGroups } from './parameter-groups';
import { refuse } from './problem';
import { guard, guardIsOff } from './upgrade-guard';
import { validate } from './validate';
import { familyInNameWarning } from './validate-group-names';
import { greenNameWarning } from './validate-identifiers';
import { listInstances, type NamedInstance } from './validate-instances';

/**
 * An Aurora cluster, its instances and its parameter groups, all out of one exact engine version. `terraform plan` refuses
 * to change that version in place; the command `upgrade` changes it by an RDS blue/green deployment.
 *
 * Nothing is set here that a switchover would turn into a replacement, and what it might change is written explicitly, so
 * that the plan after it is empty or says why it is not.
 */
export class AuroraCluster extends Construct {
  readonly versions: ClusterVersions;
  readonly cluster: RdsCluster;
  /** By identifier. */
  readonly instances: ReadonlyMap<string, RdsClusterInstance>;
  readonly parameterGroups: ParameterGroups;

  constructor(scope: Construct, id: string, props: AuroraClusterProps) {
    super(scope, id);
    const instances = listInstances(props.instances);
    this.versions = validate(this, props, instances);
    this.parameterGroups = new ParameterGroups(this, this.versions, props);
    this.cluster = this.createCluster(props);
    this.instances = new Map(instances.map((each) => [each.identifier, this.createInstance(props, each)]));
    const { clusterIdentifier, upgradePolicy = 'blue-green' } = props;
    annotate(this, { clusterIdentifier, upgradePolicy });
    if (upgradePolicy === 'blue-green' && props.checkOldClusters !== false && !guardIsOff(this)) {
      checkOldClusters(this, props);
    }
    refuse(this, declareNames(this, props.provider, this.declaredNames(props, instances)));
    this.warn(props, instances);
  }

  get engineVersion(): EngineVersion {
    return this.versions.current;
  }

  /** The writer's endpoint; the same before and after an upgrade. */
  get endpoint(): string {
    return this.cluster.endpoint;
  }

  get readerEndpoint(): string {
    return this.cluster.readerEndpoint;
  }

  private createCluster(props: AuroraClusterProps): RdsCluster {
    const { clusterIdentifier, engine, engineVersion, upgradePolicy = 'blue-green', preventDestroy = true } = props;
    const inPlace = upgradePolicy === 'in-place';
    // `Default` keeps the address short: aws_rds_cluster.<id>.
    return new RdsCluster(this, 'Default', {
      clusterIdentifier,
      engine,
      engineVersion,
      dbClusterParameterGroupName: this.parameterGroups.cluster.declared?.name ?? this.parameterGroups.cluster.name,
      databaseName: props.databaseName,
      port: props.port,
      masterUsername: props.masterUsername,
      masterPassword: props.masterPassword,
      masterPasswordWo: props.masterPasswordWo,
      masterPasswordWoVersion: props.masterPasswordWoVersion,
      iamDatabaseAuthenticationEnabled: props.iamDatabaseAuthenticationEnabled ?? false,
      dbSubnetGroupName: props.dbSubnetGroupName,
      vpcSecurityGroupIds: props.vpcSecurityGroupIds,
      storageEncrypted: props.storageEncrypted ?? true,
      kmsKeyId: props.kmsKeyId,
      storageType: props.storageType,
      backupRetentionPeriod: props.backupRetentionPeriod ?? 7,
      preferredBackupWindow: props.preferredBackupWindow?.toLowerCase(),
      preferredMaintenanceWindow: props.preferredMaintenanceWindow?.toLowerCase(),
      copyTagsToSnapshot: props.copyTagsToSnapshot ?? true,
      skipFinalSnapshot: props.skipFinalSnapshot ?? false,
      finalSnapshotIdentifier: props.finalSnapshotIdentifier ?? `${clusterIdentifier}-final`,
      enabledCloudwatchLogsExports: props.enabledCloudwatchLogsExports,
      deletionProtection: props.deletionProtection ?? true,
      applyImmediately: props.applyImmediately,
      // Both only matter to a major upgrade in place, which RDS refuses without them when the groups are custom.
      allowMajorVersionUpgrade: inPlace ? true : undefined,
      dbInstanceParameterGroupName: inPlace ? this.instanceParameterGroupName : undefined,
      tags: props.tags && { ...props.tags },
      provider: props.provider,
      lifecycle: guardIsOff(this)
        ? undefined
        : guard({ clusterIdentifier, engineVersion, upgradePolicy, preventDestroy }),
    });
  }

  private createInstance(props: AuroraClusterProps, instance: NamedInstance): RdsClusterInstance {
    const { monitoringInterval = 0, performanceInsights, preventDestroy = true } = props;
    const tags = { ...props.tags, ...instance.tags };
    // No engineVersion: the provider never sends it, and it would be one more place to change.
    return new RdsClusterInstance(this, instance.identifier, {
      identifier: instance.identifier,
      clusterIdentifier: this.cluster.clusterIdentifier,
      engine: props.engine,
      instanceClass: instance.instanceClass,
      promotionTier: instance.promotionTier ?? 0,
      dbParameterGroupName: this.instanceParameterGroupName,
      dbSubnetGroupName: props.dbSubnetGroupName,
      publiclyAccessible: instance.publiclyAccessible ?? false,
      autoMinorVersionUpgrade: props.autoMinorVersionUpgrade ?? false,
      caCertIdentifier: instance.caCertIdentifier,
      copyTagsToSnapshot: props.copyTagsToSnapshot ?? true,
      preferredMaintenanceWindow: instance.preferredMaintenanceWindow?.toLowerCase(),
      monitoringInterval,
      monitoringRoleArn: props.monitoringRoleArn,
      performanceInsightsEnabled: performanceInsights?.enabled ?? false,
      performanceInsightsKmsKeyId: performanceInsights?.kmsKeyId,
      performanceInsightsRetentionPeriod: performanceInsights?.retentionPeriod,
      applyImmediately: props.applyImmediately,
      tags: Object.keys(tags).length > 0 ? tags : undefined,
      provider: props.provider,
      lifecycle: guardIsOff(this) ? undefined : { preventDestroy },
    });
  }

  private get instanceParameterGroupName(): string | undefined {
    return this.parameterGroups.instance?.declared?.name ?? this.parameterGroups.instance?.name;
  }

  private declaredNames(props: AuroraClusterProps, instances: readonly NamedInstance[]): DeclaredName[] {
    const names: DeclaredName[] = [{ kind: 'cluster', name: props.clusterIdentifier, prop: 'clusterIdentifier' }];
    for (const { identifier } of instances) {
      names.push({ kind: 'instance', name: identifier, prop: `instances["${identifier}"]` });
    }
    for (const { cluster, instance } of this.parameterGroups.all) {
      if (cluster.declared) {
        names.push({ kind: 'cluster parameter group', name: cluster.name, prop: 'clusterParameterGroup.name' });
      }
      if (instance?.declared) {
        names.push({ kind: 'instance parameter group', name: instance.name, prop: 'instanceParameterGroup.name' });
      }
    }
    return names;
  }

  private warn(props: AuroraClusterProps, instances: readonly NamedInstance[]): void {
    const { clusterParameterGroup: cluster, instanceParameterGroup: instance } = props;
    const warnings = [
      greenNameWarning('cluster', props.clusterIdentifier),
      ...instances.map(({ identifier }) => greenNameWarning('instance', identifier)),
      ...[cluster, instance].map((group) => {
        const declared = group !== undefined && group !== 'engine-default' && !isExisting(group);
        return declared ? familyInNameWarning(group.name, this.versions) : undefined;
      }),
    ];
    for (const warning of warnings) if (warning) Annotations.of(this).addWarning(warning);
  }
}
