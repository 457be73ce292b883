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
  /**
   * How the commands reach the databases, to check before an upgrade what may break it. Write literals; the prop adds nothing to the plan.
   *
   * Options of the commands win over it. How they choose: scripts/database/README.md.
   *
   * @default none
   */
  readonly database?: DatabaseAccess;
}

/** How the commands reach the databases of the cluster, read only. Never a password itself. */
export interface DatabaseAccess {
  /**
   * `connection` needs a route to the VPC; `data-api` needs `enableHttpEndpoint` and `secretArn`.
   *
   * @default chosen by what is named
   */
  readonly access?: 'connection' | 'data-api';
  /**
   * The database user. One that may only read is enough.
   *
   * @default the secret's `username`, else PGUSER, or MYSQL_USER of Aurora MySQL
   */
  readonly user?: string;
  /**
   * The database in which queries about the whole cluster are run.
   *
   * @default `postgres`
   */
  readonly name?: string;
  /**
   * ARN of a secret of Secrets Manager, JSON with `username` and `password`.
   *
   * @default none
   */
  readonly secretArn?: string;
  /**
   * Where a connection's password comes from: an IAM token, PGPASSWORD, `secretArn`, or the first line that a command prints.
   *
   * @default `secret` with `secretArn`, else `environment` or `iam`
   */
  readonly password?: 'iam' | 'environment' | 'secret' | PasswordCommand;
  /**
   * Host to connect to, such as 127.0.0.1 for a tunnel. The server must still prove that it is the cluster.
   *
   * @default the writer endpoint
   */
  readonly host?: string;
  /**
   * TCP port of that host.
   *
   * @default the cluster's
   */
  readonly port?: number;
}

/** A program that gives the password. */
export interface PasswordCommand {
  /** A line for the shell, such as `vault read -field=password database/creds/preflight`. It has 15 seconds. */
  readonly command: string;
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
