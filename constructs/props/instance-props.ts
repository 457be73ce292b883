/** By identifier, or as a list of `{ identifier, ... }`. */
export type Instances = Readonly<Record<string, AuroraInstanceProps>> | readonly SingleInstance[];

/** What an instance of a list has beside its props. */
export interface Named {
  /** Name of the instance, kept through every upgrade. A literal. */
  readonly identifier: string;
}

/** An instance with its identifier. */
export type SingleInstance = AuroraInstanceProps & Named;

/** One instance of the cluster. It runs the cluster's engine and version. */
export interface AuroraInstanceProps {
  /** `db.r6g.large`, or `db.serverless` with `serverlessV2Scaling`. Green gets the same class. */
  readonly instanceClass: string;
  /**
   * 0 to 15: the lowest tier is promoted first; within a tier, the largest instance.
   *
   * A serverless reader of tier 0 or 1 is always as large as the writer; above, it follows its own load.
   *
   * @default 0; 1 in `readers`
   */
  readonly promotionTier?: number;
  /**
   * Whether the instance has a public IP address.
   *
   * @default false
   */
  readonly publiclyAccessible?: boolean;
  /**
   * CA certificate of this instance.
   *
   * @default the cluster's
   */
  readonly caCertIdentifier?: string;
  /**
   * In UTC: `sun:19:00-sun:19:30`.
   *
   * @default chosen by RDS
   */
  readonly preferredMaintenanceWindow?: string;
  /**
   * Added to the cluster's tags; if both have the same key, this value counts.
   *
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;

  /** Refused: the instances run the cluster's version. */
  readonly engineVersion?: never;
  /** Refused: a switchover may move the instance to another zone, and Terraform would then replace it. */
  readonly availabilityZone?: never;
  /** Refused: the upgrade commands find the instance by its exact name. */
  readonly identifierPrefix?: never;
}
