/**
 * What the controller must know of a cluster, written beside it in the synthesized JSON under
 * `resource.aws_rds_cluster.<id>["//"].aurora`. Terraform ignores `//`, so this changes no plan and no state.
 */
export interface UpgradeAnnotation {
  formatVersion: 1;
  clusterIdentifier: string;
  engine: 'aurora-postgresql' | 'aurora-mysql';
  /** Exact, `15.10` or `8.0.mysql_aurora.3.08.0`. */
  engineVersion: string;
  upgradePolicy: 'blue-green' | 'in-place';
  /** Terraform address in the stack, `aws_rds_cluster.orders`. */
  address: string;
  instances: { identifier: string; address: string }[];
  /** Names that the target of a deployment gets; undefined when the engine's default group is meant. */
  clusterParameterGroup?: ParameterGroupAnnotation;
  instanceParameterGroup?: ParameterGroupAnnotation;
}

export interface ParameterGroupAnnotation {
  name: string;
  /** `aurora-postgresql15` */
  family: string;
  /** Terraform address when this stack declares the group, undefined when it is only named. */
  address?: string;
}
