/** What an app imports: the construct, its props and what it hands out. */

export { AuroraCluster } from './aurora-cluster';
export type { ClusterVersions } from './cluster-versions';
export { type AuroraEngine, EngineVersion, EngineVersionError, type EngineVersionResult } from './engine-version';
export { AuroraClusterError, type Problem } from './problem';
export type { AccessProps, AssociatedRole, DatabaseAccess, PasswordCommand } from './props/access-props';
export type { AuroraClusterProps } from './props/aurora-cluster-props';
export type { HookCommand, HookPoint, HookProps, Hooks } from './props/hook-props';
export type { AuroraInstanceProps, Instances, SingleInstance } from './props/instance-props';
export type {
  DeclaredLogGroups,
  DeclaredMonitoringRole,
  MonitoringProps,
  PerformanceInsights,
} from './props/monitoring-props';
export type { CustomEndpoint, DeclaredSecurityGroup, DeclaredSubnetGroup, NetworkProps } from './props/network-props';
export type { DeclaredParameterGroup, ExistingParameterGroup, ParameterSetting } from './props/parameter-group-props';
export type { ReaderAutoscaling, ScalingProps, ServerlessV2Scaling } from './props/scaling-props';
export type { StorageProps } from './props/storage-props';
export type { Connections, Peer } from './resources/connections';
export type { Grantee, GrantOptions } from './resources/grant-connect';
export type { ByFamily } from './resources/group-name';
export type { Metric, MetricOptions } from './resources/metrics';
export type { FamilyGroups, ParameterGroups, UsedParameterGroup } from './resources/parameter-groups';
export type { UpgradePolicy } from './upgrade/upgrade-annotation';
