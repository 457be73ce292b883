import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import type { RdsClusterEndpoint } from '@cdktf/provider-aws/lib/rds-cluster-endpoint';
import type { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import type { Aurora } from './aurora';
import type { ClusterVersions } from './cluster-versions';
import type { EngineVersion } from './engine-version';
import { refuse } from './problem';
import type { AuroraClusterProps } from './props/aurora-cluster-props';
import { associateRoles } from './resources/associated-roles';
import { declareAutoscaling } from './resources/autoscaling';
import { declareCluster } from './resources/cluster';
import { Connections } from './resources/connections';
import { declareEndpoints } from './resources/custom-endpoints';
import { declareNames, namesOf } from './resources/declared-names';
import { connectArns, type Grantee, type GrantOptions, grantConnect } from './resources/grant-connect';
import { declareInstances, listInstances } from './resources/instances';
import { declareLogGroups } from './resources/log-groups';
import { type Metric, type MetricOptions, metric } from './resources/metrics';
import { monitoringRole } from './resources/monitoring-role';
import { declareNetwork } from './resources/network';
import { ParameterGroups } from './resources/parameter-groups';
import { annotate } from './upgrade/annotate';
import { checkOldClusters } from './upgrade/old-cluster-check';
import { validate } from './validation/validate';
import { warningsOf } from './validation/warnings';

/**
 * An Aurora cluster, its instances and its parameter groups, all out of one exact engine version, and what belongs to them.
 * `terraform plan` refuses to change that version in place; the command `upgrade` changes it by an RDS blue/green deployment.
 */
export class AuroraCluster extends Construct implements Aurora {
  readonly versions: ClusterVersions;
  readonly parameterGroups: ParameterGroups;
  readonly cluster: RdsCluster;
  /** By identifier. */
  readonly instances: ReadonlyMap<string, RdsClusterInstance>;
  /** By identifier. */
  readonly customEndpoints: ReadonlyMap<string, RdsClusterEndpoint>;
  /** Those that `logGroups` declares, by type of log. */
  readonly logGroups: ReadonlyMap<string, CloudwatchLogGroup>;
  /** The one that `securityGroup` declares. */
  readonly securityGroup?: SecurityGroup;
  readonly connections: Connections;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AuroraClusterProps,
  ) {
    super(scope, id);
    const instances = listInstances(props);
    this.versions = validate(this, props, instances);
    // Identifiers of instances are ids of constructs here, and in lower case: all others begin with a capital, but for those of
    // the groups, which are in states already.
    this.parameterGroups = new ParameterGroups(this, this.versions, props);
    const network = declareNetwork(this, props);
    this.securityGroup = network.securityGroup;
    this.connections = new Connections(this, network.securityGroup, props);
    this.logGroups = declareLogGroups(this, props);
    this.cluster = declareCluster(this, props, network, [...this.logGroups.values()]);
    this.instances = declareInstances(this, props, {
      dbSubnetGroupName: network.dbSubnetGroupName,
      monitoringRole: monitoringRole(this, props),
    });
    this.customEndpoints = declareEndpoints(this, props);
    associateRoles(this, props);
    declareAutoscaling(this, props);
    checkOldClusters(this, props);
    annotate(this, props);
    refuse(this, declareNames(this, props.provider, namesOf(this, props)));
    for (const warning of warningsOf(this, props, instances)) Annotations.of(this).addWarning(warning);
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

  get port(): number {
    return this.cluster.port;
  }

  /**
   * Lets a role log in as a database user by IAM authentication, which this turns on: a policy on the role that allows
   * `rds-db:connect` on `dbuser:<any>/<dbUser>`, narrowed to this account and region. That is every cluster there that knows a user of
   * that name with IAM login. Narrower would be the cluster's resource id, which is another after each switchover:
   * the grant would then be void at once. See `GrantOptions.resourceIds`. The user itself is made with SQL.
   */
  grantConnect(role: Grantee, dbUser: string, options: GrantOptions = {}): IamRolePolicy {
    return grantConnect(this, this.props, role, dbUser, options);
  }

  /** What `grantConnect` allows, for a policy of your own. */
  connectArn(dbUser: string): string {
    return connectArns(this, dbUser)[0]!;
  }

  /** Any metric of `AWS/RDS`, of the cluster or one instance, as plain data for an alarm or a dashboard. */
  metric(name: string, options?: MetricOptions): Metric {
    return metric(this.props.clusterIdentifier, name, options);
  }

  /** Percent. */
  metricCPUUtilization(options?: MetricOptions): Metric {
    return this.metric('CPUUtilization', options);
  }

  metricDatabaseConnections(options?: MetricOptions): Metric {
    return this.metric('DatabaseConnections', options);
  }

  /** Bytes. */
  metricFreeableMemory(options?: MetricOptions): Metric {
    return this.metric('FreeableMemory', options);
  }

  /** Bytes, of temporary storage. */
  metricFreeLocalStorage(options?: MetricOptions): Metric {
    return this.metric('FreeLocalStorage', options);
  }

  /** Milliseconds that a reader is behind; the maximum says most. */
  metricAuroraReplicaLag(options?: MetricOptions): Metric {
    return this.metric('AuroraReplicaLag', options);
  }

  /** ACUs. */
  metricServerlessDatabaseCapacity(options?: MetricOptions): Metric {
    return this.metric('ServerlessDatabaseCapacity', options);
  }

  /** Percent of the maximum capacity. */
  metricACUUtilization(options?: MetricOptions): Metric {
    return this.metric('ACUUtilization', options);
  }

  /** Bytes. */
  metricVolumeBytesUsed(options?: MetricOptions): Metric {
    return this.metric('VolumeBytesUsed', options);
  }
}
