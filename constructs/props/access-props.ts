export interface AccessProps {
  /** Leave out for a cluster that is imported. A change replaces the cluster, and is therefore refused at plan. */
  readonly masterUsername?: string;
  /** A sensitive `TerraformVariable`'s `stringValue` or another token. Terraform keeps it in its state. */
  readonly masterPassword?: string;
  /** The same, but never written to state (Terraform 1.11 or later). Needs `masterPasswordWoVersion`. */
  readonly masterPasswordWo?: string;
  /** Raise it to have Terraform send a new `masterPasswordWo`. */
  readonly masterPasswordWoVersion?: number;
  /** Default false, until `grantConnect` turns it on. Has to hold on green as well. */
  readonly iamDatabaseAuthenticationEnabled?: boolean;
  /** The Data API. Default: the provider's, false. Has to hold on green as well. */
  readonly enableHttpEndpoint?: boolean;
  /**
   * Roles that the engine itself assumes, for S3, Lambda and the like. RDS does not copy them to green: until they are
   * associated with it, what uses them fails after the switchover.
   */
  readonly associatedRoles?: readonly AssociatedRole[];
}

export interface AssociatedRole {
  readonly roleArn: string;
  /**
   * `s3Import`, `s3Export`, `Lambda`: one of those that `aws rds describe-db-engine-versions` lists as SupportedFeatureNames, each
   * once. Aurora MySQL has roles without one: write `''`, and an `id`.
   */
  readonly featureName: string;
  /** Of the construct, and so part of the address. Default: the feature's name. */
  readonly id?: string;
}
