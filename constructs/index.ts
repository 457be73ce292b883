/** What an app imports: the construct, its props and what it hands out. */
export type { AccessProps, AssociatedRole } from './access-props';
export { AuroraCluster } from './aurora-cluster';
export type { AuroraClusterProps } from './aurora-cluster-props';
export type { ClusterVersions } from './cluster-versions';
export type { Connections, Peer } from './connections';
export { type AuroraEngine, EngineVersion, EngineVersionError, type EngineVersionResult } from './engine-version';
export type { Grantee, GrantOptions } from './grant-connect';
export type { ByFamily } from './group-name';
export type { AuroraInstanceProps, Instances, SingleInstance } from './instance-props';
export type { Metric, MetricOptions } from './metrics';
export type {
  DeclaredLogGroups,
  DeclaredMonitoringRole,
  MonitoringProps,
  PerformanceInsights,
} from './monitoring-props';
export type { CustomEndpoint, DeclaredSecurityGroup, DeclaredSubnetGroup, NetworkProps } from './network-props';
export type { DeclaredParameterGroup, ExistingParameterGroup, ParameterSetting } from './parameter-group-props';
export type { FamilyGroups, ParameterGroups, UsedParameterGroup } from './parameter-groups';
export { AuroraClusterError, type Problem } from './problem';
export type { ReaderAutoscaling, ScalingProps, ServerlessV2Scaling } from './scaling-props';
export type { StorageProps } from './storage-props';
export type { UpgradePolicy } from './upgrade-annotation';
