import type { GoneParameters } from './gone-parameters';

/** Why a text is not an exact engine version, and what to write instead: one sentence each. */
export interface VersionProblem {
  /** What is wrong. */
  message: string;
  /** What to write instead. */
  remedy: string;
}

/** What is to be known of an engine where an app declares a cluster. A further engine is a further row of `engines`. */
export interface Engine {
  /** `Aurora PostgreSQL` */
  title: string;
  /** The default of RDS. */
  port: number;
  /** How its versions are spelled. */
  version: {
    /** An exact version as AWS spells it; its first group is what a major upgrade changes. */
    exact: RegExp;
    /** What is wrong with a text that is none. */
    explain(text: string): VersionProblem;
  };
  /** How its parameter group families are spelled. */
  family: {
    /** How a family begins in names: `pg15`. */
    short: string;
    /** The digits that follow, as a regular expression (RE2). */
    digits: string;
    /** A family's whole name, `aurora-postgresql15`. */
    whole: RegExp;
    /** One that a name says, in any of the usual spellings. */
    mention: RegExp;
    /** What stands between the two digits of a family. */
    between: string;
    /** A Terraform expression for the family of `self`, a cluster. */
    ofSelf: string;
  };
  /** Limits of https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.CreateInstance.html, in characters. */
  names: { longestUser: number; longestDatabase: number; longestPassword: number };
  /** Types of logs that RDS exports to CloudWatch. */
  logTypes: readonly string[];
  /** Static cluster parameters without which RDS refuses to create a blue/green deployment. */
  replication: Readonly<Record<string, ReplicationParameter>>;
  /** Parameters that a family does not have any more, by the family from which on. */
  gone: GoneParameters;
  /** Cluster parameters whose value a cluster keeps from its creation on, with the engine's default: the same in every family. */
  fixed: Readonly<Record<string, string>>;
  /** Whether AddRoleToDBCluster refuses a role without the feature that it is for. */
  rolesNeedFeature: boolean;
  /** The first version of a major from which Serverless v2 instances pause, in order; later majors all do. */
  pausesFrom: readonly string[];
  /** Whether the writer of a Serverless v2 cluster cannot pause while replication is on. */
  replicationPreventsPause: boolean;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-creating.html */
export interface ReplicationParameter {
  /** Values with which RDS takes it, in lower case. */
  allowed: readonly string[];
  /** The engine's default, in lower case. */
  unset: string;
  /** What the construct sets; undefined where the default will do. */
  set?: string | number;
  /** What to do where the code sets another value. */
  remedy: string;
}

/** A version that is no exact one: `example` is. */
export function inexact(engine: string, text: string, isPrefix: boolean, example: string): VersionProblem {
  const message = isPrefix
    ? `"${text}" is a prefix of an engine version: after an upgrade outside Terraform, the plan would never be empty again.`
    : `"${text}" is not an exact version of ${engine}.`;
  const list = `aws rds describe-db-engine-versions --engine ${engine} --query 'DBEngineVersions[].EngineVersion'`;
  return { message, remedy: `Write the exact version that should run, such as "${example}"; \`${list}\` lists them.` };
}
