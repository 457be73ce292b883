/** By identifier, or as a list of `{ identifier, ... }`. */
export type Instances = Readonly<Record<string, AuroraInstanceProps>> | readonly SingleInstance[];

export interface Named {
  readonly identifier: string;
}

export type SingleInstance = AuroraInstanceProps & Named;

export interface AuroraInstanceProps {
  /** `db.r6g.large`, or `db.serverless` with `serverlessV2Scaling`. Green gets the same class. */
  readonly instanceClass: string;
  /**
   * 0 to 15; the lowest is promoted first, of equals the largest. Default 0, of `readers` 1. A serverless reader of tier 0 or 1 is
   * always as large as the writer; above, it follows its own load.
   */
  readonly promotionTier?: number;
  /** Default false. */
  readonly publiclyAccessible?: boolean;
  /** Default: the cluster's. */
  readonly caCertIdentifier?: string;
  /** UTC, `sun:19:00-sun:19:30`. */
  readonly preferredMaintenanceWindow?: string;
  /** Over the cluster's. */
  readonly tags?: Readonly<Record<string, string>>;

  /** Refused: the instances run the cluster's version. */
  readonly engineVersion?: never;
  /** Refused: a switchover may move the instance to another zone, and Terraform would then replace it. */
  readonly availabilityZone?: never;
  /** Refused: the upgrade commands find the instance by its exact name. */
  readonly identifierPrefix?: never;
}
