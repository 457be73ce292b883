/** How the cluster's capacity follows its load. */
export interface ScalingProps {
  /**
   * Capacity of instances of class `db.serverless`.
   *
   * @default none; required with `db.serverless` instances
   */
  readonly serverlessV2Scaling?: ServerlessV2Scaling;
  /**
   * Readers added and removed by Application Auto Scaling, on `cluster:<clusterIdentifier>`.
   *
   * Terraform does not know these readers. RDS does not copy the policies to green: `upgrade` restores them after the switchover, and
   * until then the number of readers does not change. A deployment creates a green instance for every reader that exists when it is
   * created.
   *
   * @default none
   */
  readonly autoscaling?: ReaderAutoscaling;
}

/** Capacity of Aurora Serverless v2, in Aurora capacity units (ACUs). */
export interface ServerlessV2Scaling {
  /** ACUs in steps of 0.5, from 0 to 256. With 0, instances may pause. */
  readonly minCapacity: number;
  /** ACUs in steps of 0.5, from 1 to 256. */
  readonly maxCapacity: number;
  /**
   * Seconds without connections, 300 to 86400. Only with a `minCapacity` of 0.
   *
   * @default 300 (RDS's default)
   */
  readonly secondsUntilAutoPause?: number;
}

/** Needs at least one target. With both, the one that asks for more readers wins. */
export interface ReaderAutoscaling {
  /** Readers, those in the code included: 0 to 15. */
  readonly minCapacity: number;
  /** Readers, those in the code included: 0 to 15. */
  readonly maxCapacity: number;
  /**
   * Percent, average of the readers.
   *
   * @default none
   */
  readonly targetCpuUtilization?: number;
  /**
   * Connections, average of the readers.
   *
   * @default none
   */
  readonly targetConnections?: number;
  /**
   * Seconds between two removals of readers.
   *
   * @default 300 (AWS's default)
   */
  readonly scaleInCooldown?: number;
  /**
   * Seconds between two additions of readers.
   *
   * @default 300 (AWS's default)
   */
  readonly scaleOutCooldown?: number;
  /**
   * Whether readers are never removed.
   *
   * @default false
   */
  readonly disableScaleIn?: boolean;
}
