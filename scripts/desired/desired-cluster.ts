import type { UpgradeAnnotation } from '../../constructs/upgrade-annotation';
import type { Cli } from './cli-of-stack';
import type { Declarations } from './declarations';
import type { DeclaredIdentifier } from './declared-identifiers';
import type { References } from './references';

/** What the code says about one cluster: read from the synthesized stack, never from AWS. */
export interface DesiredCluster {
  /** The stack's name, as `cdktf diff <stack>` takes it. */
  stack: string;
  /** The construct's path, `stack/orders`. */
  path: string;
  annotation: UpgradeAnnotation;
  /** The provider block that Terraform would use for this cluster. */
  provider: AwsProviderBlock;
  /** What synthesizes and deploys the app, `npx <cli> deploy <stack>`. */
  cli: Cli;
  /** Where that runs terraform for this stack, relative to the project's folder: `cdktf.out/stacks/orders`. */
  terraformFolder: string;
  /** The stack's synthesized JSON file, absolute. */
  stackFile: string;
  /** The parameters that each group of the annotation sets, by the group's address in the stack. */
  groupParameters: Readonly<Record<string, GroupParameters>>;
  /** The cluster, its instances and what hangs on it, under Terraform's arguments. */
  declared: Declarations;
  /** What a new resource id, or a switchover, may disturb: in any stack of the app. */
  references: References;
  /** Every cluster and every instance that any stack of the app declares: none of them is ever removed. */
  declaredIdentifiers: readonly DeclaredIdentifier[];
}

/** By name; undefined where only Terraform knows the value. */
export type GroupParameters = Readonly<Record<string, string | undefined>>;

/** The versions that the code says of one cluster, as AuroraCluster's props of these names. */
export interface CodeVersions {
  engineVersion: string;
  upgradeTo?: string;
  previousEngineVersion?: string;
}

export function codeVersions({ annotation }: Pick<DesiredCluster, 'annotation'>): CodeVersions {
  return {
    engineVersion: annotation.engineVersion,
    upgradeTo: annotation.upgradeTo?.engineVersion,
    previousEngineVersion: annotation.previous?.engineVersion,
  };
}

/** What this project honours of a `provider "aws"` block. Absent means: as the SDK finds it in the environment. */
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
