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
 * An Aurora cluster with its instances and parameter groups, all from one exact engine version, and what belongs to them.
 * `terraform plan` refuses to change that version in place; the command `upgrade` changes it by an RDS blue/green deployment.
 *
 * @throws AuroraClusterError from the constructor and from methods: props or arguments that are wrong, all of them at once
 */
export class AuroraCluster extends Construct implements Aurora {
  /** The versions in the code: `current`, `upgradeTo` and `previous`. */
  readonly versions: ClusterVersions;
  /** The parameter groups in use, declared here or only named. */
  readonly parameterGroups: ParameterGroups;
  /** The cluster, as the provider declares it. */
  readonly cluster: RdsCluster;
  /** The instances, by identifier. */
  readonly instances: ReadonlyMap<string, RdsClusterInstance>;
  /** The custom endpoints, by identifier. */
  readonly customEndpoints: ReadonlyMap<string, RdsClusterEndpoint>;
  /** The log groups that `logGroups` declares, by type of log: `postgresql`. */
  readonly logGroups: ReadonlyMap<string, CloudwatchLogGroup>;
  /** The security group that the prop `securityGroup` declares; undefined without it. */
  readonly securityGroup?: SecurityGroup;
  /** Opens the declared security group: `connections.allowFrom('app', { securityGroupId })`. */
  readonly connections: Connections;

  /**
   * Declares everything under `scope`.
   *
   * @param id  part of every Terraform address; keep it
   * @throws AuroraClusterError with everything that is wrong with the props, before any resource is declared
   */
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

  /** The version that the code declares, `versions.current`. */
  get engineVersion(): EngineVersion {
    return this.versions.current;
  }

  /** Host name of the writer, the same before and after an upgrade. */
  get endpoint(): string {
    return this.cluster.endpoint;
  }

  /** Host name that leads to the readers, the same before and after an upgrade. */
  get readerEndpoint(): string {
    return this.cluster.readerEndpoint;
  }

  /** TCP port of all endpoints. */
  get port(): number {
    return this.cluster.port;
  }

  /**
   * Lets an IAM role log in as one database user: turns IAM authentication on and adds a policy to the role.
   *
   * The policy allows `rds-db:connect` on `dbuser:<any>/<dbUser>` of this account and region: every cluster there that has a user of that
   * name with IAM login. It does not name the cluster's resource id, because a switchover changes it and would void the grant; see
   * `GrantOptions.resourceIds`. Create the database user itself with SQL.
   *
   * @throws AuroraClusterError if the code turns IAM authentication off, if `dbUser` is not the name of one user, or if the role's name
   * is known to Terraform alone and there is no `id`
   */
  grantConnect(role: Grantee, dbUser: string, options: GrantOptions = {}): IamRolePolicy {
    return grantConnect(this, this.props, role, dbUser, options);
  }

  /** ARN on which `grantConnect` allows `rds-db:connect`, for a policy of your own. */
  connectArn(dbUser: string): string {
    return connectArns(this, dbUser)[0]!;
  }

  /** Any metric of the namespace `AWS/RDS`, of the cluster or one instance, as plain data for an alarm or a dashboard. */
  metric(name: string, options?: MetricOptions): Metric {
    return metric(this.props.clusterIdentifier, name, options);
  }

  /** CPU in use, in percent. */
  metricCPUUtilization(options?: MetricOptions): Metric {
    return this.metric('CPUUtilization', options);
  }

  /** Open connections. */
  metricDatabaseConnections(options?: MetricOptions): Metric {
    return this.metric('DatabaseConnections', options);
  }

  /** Memory that is free or can be freed, in bytes. */
  metricFreeableMemory(options?: MetricOptions): Metric {
    return this.metric('FreeableMemory', options);
  }

  /** Free temporary storage, in bytes. */
  metricFreeLocalStorage(options?: MetricOptions): Metric {
    return this.metric('FreeLocalStorage', options);
  }

  /** How far readers are behind, in milliseconds; `Maximum` is the telling statistic. */
  metricAuroraReplicaLag(options?: MetricOptions): Metric {
    return this.metric('AuroraReplicaLag', options);
  }

  /** Capacity of Serverless v2 instances, in ACUs. */
  metricServerlessDatabaseCapacity(options?: MetricOptions): Metric {
    return this.metric('ServerlessDatabaseCapacity', options);
  }

  /** Capacity in use, in percent of `maxCapacity`. */
  metricACUUtilization(options?: MetricOptions): Metric {
    return this.metric('ACUUtilization', options);
  }

  /** Size of the cluster volume, in bytes. */
  metricVolumeBytesUsed(options?: MetricOptions): Metric {
    return this.metric('VolumeBytesUsed', options);
  }
}
