/** What this project uses of a `provider "aws"` block. Absent means: as the SDK finds it in the environment. */
export interface AwsProviderBlock {
  alias?: string;
  region?: string;
  profile?: string;
  accessKey?: string;
  secretKey?: string;
  token?: string;
  sharedConfigFiles?: string[];
  sharedCredentialsFiles?: string[];
  /** In order: each role is assumed with the credentials of the one before. */
  assumeRoles?: AssumedRole[];
  endpoints?: { rds?: string; sts?: string; cloudwatch?: string; autoscaling?: string };
  /** The region of STS calls, where it differs from `region`. */
  stsRegion?: string;
  useFipsEndpoint?: boolean;
  useDualstackEndpoint?: boolean;
  allowedAccountIds?: string[];
  forbiddenAccountIds?: string[];
}

export interface AssumedRole {
  roleArn: string;
  sessionName?: string;
  externalId?: string;
  durationSeconds?: number;
  policy?: string;
  policyArns?: string[];
  sourceIdentity?: string;
  /** Session tags. */
  tags?: Record<string, string>;
  transitiveTagKeys?: string[];
}
