/** Who may log in to the cluster, and which roles the engine assumes. */
export interface AccessProps {
  /**
   * Name of the master user. Leave it out for an imported cluster or with `snapshotIdentifier`.
   *
   * A change would replace the cluster, so the plan refuses it.
   *
   * @default none; required for a new cluster
   */
  readonly masterUsername?: string;
  /**
   * Password of the master user: `stringValue` of a sensitive `TerraformVariable`, or another token.
   *
   * Terraform stores it in its state. Use `masterPasswordWo` to keep it out of the state.
   *
   * @default none; a new cluster needs it or `masterPasswordWo`
   */
  readonly masterPassword?: string;
  /**
   * The same, but never stored in the state. Needs Terraform 1.11 and `masterPasswordWoVersion`.
   *
   * @default none
   */
  readonly masterPasswordWo?: string;
  /**
   * Raise it to make Terraform send a new `masterPasswordWo`.
   *
   * @default none
   */
  readonly masterPasswordWoVersion?: number;
  /**
   * Whether database users can log in with IAM authentication.
   *
   * Must hold on green as well.
   *
   * @default false; `grantConnect` turns it on
   */
  readonly iamDatabaseAuthenticationEnabled?: boolean;
  /**
   * Whether the RDS Data API is on.
   *
   * Must hold on green as well.
   *
   * @default false (the provider's default)
   */
  readonly enableHttpEndpoint?: boolean;
  /**
   * IAM roles that the engine itself assumes, for example for S3 or Lambda.
   *
   * RDS does not copy them to green. The command `upgrade` adds them to green before the switchover; after a switchover in the
   * console, whatever uses a role fails until the role is associated again.
   *
   * @default none
   */
  readonly associatedRoles?: readonly AssociatedRole[];
}

/** An IAM role associated with the cluster for one feature of the engine. */
export interface AssociatedRole {
  /** ARN of the role. */
  readonly roleArn: string;
  /**
   * The feature that the role is for, such as `s3Import`, `s3Export` or `Lambda`; each only once.
   *
   * `aws rds describe-db-engine-versions` lists them as `SupportedFeatureNames`. Aurora MySQL has roles without a feature: write
   * `''` and an `id`.
   */
  readonly featureName: string;
  /**
   * Id of the construct, and so part of the Terraform address.
   *
   * @default `featureName`
   */
  readonly id?: string;
}
