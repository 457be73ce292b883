import type { AuroraEngine, EngineVersion } from '../../constructs/engine-version';
import type { UpgradePolicy } from '../../constructs/upgrade/upgrade-annotation';
import type { CodeVersions } from '../desired/code-versions';

/** What the code says of one cluster, at one end of the diff. */
export interface VersionsInCode extends CodeVersions {
  stack: string;
  /** `aws_rds_cluster.orders` */
  address: string;
  cluster: string;
  engine: AuroraEngine;
  upgradePolicy: UpgradePolicy;
}

/** `moved`: another stack or another address, with or without another version. */
export type ClusterChange = 'unchanged' | 'changed' | 'added' | 'removed' | 'moved';

/**
 * `valid`: the source names the target for this version. `unknown`: no source says which targets it has. `running`: AWS runs
 * the version already, so that nothing is to be upgraded.
 */
type PathVerdict = 'valid' | 'unknown' | 'running' | 'refused';

/** One upgrade that the change asks for. */
export interface UpgradeAsked {
  /** Which prop asks for it. */
  by: 'engineVersion' | 'upgradeTo';
  from: EngineVersion;
  to: EngineVersion;
  kind: 'minor' | 'major' | 'downgrade';
  /** The parameter group families, where they differ. */
  families?: { from: string; to: string };
  path: PathVerdict;
  /** Who says so, and of when: `Aurora PostgreSQL: available upgrade targets table, on or after 2026-09-03`. */
  source?: string;
}

/** When standard support ends, as a source has it. */
export interface SupportNote {
  /** `15.10`, or the family `aurora-postgresql15` for the whole major version. */
  of: string;
  /** `2028-02-29`; only `May 2026` where the source prints no day. */
  ends: string;
  source: string;
}

export interface VersionRefusal {
  id: 'DOWNGRADE' | 'NOT_A_TARGET' | 'VERSION_UNKNOWN' | 'ENGINE_CHANGED';
  message: string;
  remedy: string;
}

/** Everything that a reviewer is told about one cluster. */
export interface VersionDiff {
  stack: string;
  cluster: string;
  change: ClusterChange;
  from?: VersionsInCode;
  to?: VersionsInCode;
  upgrades: UpgradeAsked[];
  support: SupportNote[];
  /** Sentences. */
  notes: string[];
  refusals: VersionRefusal[];
  /** Commands, in the order in which they are run once this is merged. */
  next: string[];
}

export const isRefused = ({ refusals }: VersionDiff) => refusals.length > 0;

export const isChanged = ({ change }: VersionDiff) => change !== 'unchanged';
