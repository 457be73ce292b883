export interface ScalingProps {
  /** For instances of class `db.serverless`. */
  readonly serverlessV2Scaling?: ServerlessV2Scaling;
  /**
   * Readers that come and go with the load, by Application Auto Scaling on `cluster:<clusterIdentifier>`. Terraform does not know
   * them. RDS does not copy policies to green, so the number of readers stands still after a switchover until they are there
   * again. A deployment builds a green instance for every reader that is up when it begins.
   */
  readonly autoscaling?: ReaderAutoscaling;
}

export interface ServerlessV2Scaling {
  /** ACUs in steps of 0.5, 0 to 256. 0 lets instances pause. */
  readonly minCapacity: number;
  /** ACUs in steps of 0.5, 1 to 256. */
  readonly maxCapacity: number;
  /** Only with a `minCapacity` of 0: 300 to 86400. Default: RDS's, 300. */
  readonly secondsUntilAutoPause?: number;
}

/** One target at least, or both: the one that asks for more readers wins. */
export interface ReaderAutoscaling {
  /** Readers, those of the code included: 0 to 15. */
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** Percent, average of the readers. */
  readonly targetCpuUtilization?: number;
  /** Average of the readers. */
  readonly targetConnections?: number;
  /** Seconds. Default: AWS's, 300. */
  readonly scaleInCooldown?: number;
  /** Seconds. Default: AWS's, 300. */
  readonly scaleOutCooldown?: number;
  /** Never remove readers. Default false. */
  readonly disableScaleIn?: boolean;
}
