import type { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import type { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import type { Construct } from 'constructs';
import type { ClusterVersions } from './cluster-versions';
import type { ParameterGroups } from './resources/parameter-groups';

/** An AuroraCluster as its parts see it: each is declared under it, and may use what was declared before. */
export interface Aurora extends Construct {
  readonly versions: ClusterVersions;
  readonly parameterGroups: ParameterGroups;
  readonly cluster: RdsCluster;
  /** By identifier. */
  readonly instances: ReadonlyMap<string, RdsClusterInstance>;
}
