import type { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import type { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import type { Construct } from 'constructs';
import type { ClusterVersions } from './cluster-versions';
import type { ParameterGroups } from './resources/parameter-groups';

/** An AuroraCluster as its parts see it: each part is declared under it, and may use what was declared before. */
export interface Aurora extends Construct {
  /** The versions in the code. */
  readonly versions: ClusterVersions;
  /** The parameter groups of these versions. */
  readonly parameterGroups: ParameterGroups;
  /** The cluster itself. */
  readonly cluster: RdsCluster;
  /** The instances, by identifier. */
  readonly instances: ReadonlyMap<string, RdsClusterInstance>;
}
