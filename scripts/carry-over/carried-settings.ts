import type { Setting } from '../aws/rds/settings';
import { sameSetting } from '../desired/declared-setting';

/**
 * Settings of production that green, a copy made at one moment, may lack: RDS does not promise which ones it copies (maintenance
 * windows were seen to differ). Named as the provider names them.
 */
export interface Carried {
  /** Without a restart or a change of network: also set on production, where a switchover loses it. */
  quiet: boolean;
  /** What production is given back after the switchover. Without one it goes along with the settings that have one. */
  stronger?: Rule;
  /** RDS takes them only together. */
  with?: readonly string[];
}

/**
 * The value to set, given the one before the switchover and the current one: never weaker than either. What somebody has turned on or
 * raised since stays that way.
 */
type Rule = (before: Setting, now: Setting | undefined) => Setting;

/** A switch is only turned on. */
const on: Rule = (before, now) => before === true || now === true;

/** An amount is only raised. */
const most: Rule = (before, now) => Math.max(Number(before), Number(now ?? 0));

/** Seconds between two measurements; 0 is none at all, else fewer are better. */
const finest: Rule = (before, now) => {
  const intervals = [Number(before), Number(now ?? 0)].filter((interval) => interval > 0);
  return intervals.length === 0 ? 0 : Math.min(...intervals);
};

/** A set is only added to. */
const all: Rule = (before, now) =>
  [...new Set([...(before as readonly string[]), ...((now ?? []) as readonly string[])])].sort();

/** Of a choice none is stronger: a window, a tier, a class. */
const asItWas: Rule = (before) => before;

/** Whether the current value makes production weaker than it was. A different choice is not a weaker one. */
export const weaker = ({ stronger }: Carried, before: Setting, now: Setting | undefined): boolean =>
  stronger !== undefined && stronger !== asItWas && !sameSetting(stronger(before, now), now);

/** A window, a tier: whatever it is, production is no weaker for it. */
export const isChoice = (carried: Carried | undefined): boolean => carried?.stronger === asItWas;

const insights: Record<string, Rule | undefined> = {
  performance_insights_enabled: on,
  performance_insights_kms_key_id: undefined,
  performance_insights_retention_period: most,
};
const monitoring: Record<string, Rule | undefined> = { monitoring_interval: finest, monitoring_role_arn: undefined };

const together = (rules: Record<string, Rule | undefined>, quiet: boolean) =>
  Object.fromEntries(
    Object.entries(rules).map(([name, stronger]): [string, Carried] => [
      name,
      { quiet, stronger, with: Object.keys(rules) },
    ]),
  );

export const carriedOfCluster: Readonly<Record<string, Carried>> = {
  backup_retention_period: { quiet: true, stronger: most },
  copy_tags_to_snapshot: { quiet: true, stronger: on },
  // On green as well, so that production is never without: `abort` lifts it from green by itself.
  deletion_protection: { quiet: true, stronger: on },
  enable_http_endpoint: { quiet: true, stronger: on },
  enabled_cloudwatch_logs_exports: { quiet: true, stronger: all },
  iam_database_authentication_enabled: { quiet: true, stronger: on },
  network_type: { quiet: false, stronger: asItWas },
  port: { quiet: false, stronger: asItWas },
  preferred_backup_window: { quiet: true, stronger: asItWas },
  preferred_maintenance_window: { quiet: true, stronger: asItWas },
  serverlessv2_scaling_configuration: { quiet: false, stronger: asItWas },
  // Once in 30 days: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html
  storage_type: { quiet: false, stronger: asItWas },
  vpc_security_group_ids: { quiet: false, stronger: asItWas },
  ...together({ ...insights, database_insights_mode: asItWas }, false),
  ...together(monitoring, false),
};

export const carriedOfInstance: Readonly<Record<string, Carried>> = {
  auto_minor_version_upgrade: { quiet: true, stronger: asItWas },
  ca_cert_identifier: { quiet: false, stronger: asItWas },
  copy_tags_to_snapshot: { quiet: true, stronger: on },
  instance_class: { quiet: false, stronger: asItWas },
  preferred_maintenance_window: { quiet: true, stronger: asItWas },
  promotion_tier: { quiet: true, stronger: asItWas },
  publicly_accessible: { quiet: false, stronger: asItWas },
  ...together(insights, true),
  ...together(monitoring, true),
};
