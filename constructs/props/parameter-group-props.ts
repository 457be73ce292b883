import type { ByFamily } from '../resources/group-name';

/** A parameter group that this construct declares, in the family of each of the cluster's versions. */
export interface DeclaredParameterGroup {
  /**
   * Say a family in it, `orders-pg15-params`: the groups of other families get the same name with theirs (`orders-pg16-params`), and
   * the text may stay as it is when the version changes. A name without a family serves one; for two, give one each:
   * `{ 'aurora-postgresql14': 'orders-params', 'aurora-postgresql15': 'orders-pg15-params' }`, taken literally.
   */
  readonly name?: string | ByFamily<string>;
  /** A change replaces the group; give the one that an imported group has. Default `Managed by Terraform`. */
  readonly description?: string;
  /** Over the family's defaults, in the groups of all families. A bare value is applied with `immediate`, as the provider does it. */
  readonly parameters?: Readonly<Record<string, string | number | ParameterSetting>>;
  /**
   * Over `parameters`, in the group of one family: what the other does not know or means otherwise. `null` leaves a parameter out:
   * `{ 'aurora-postgresql17': { old_snapshot_threshold: null, summarize_wal: 1 } }`. A family that the cluster does not
   * use (yet, or any more) is passed over.
   */
  readonly parametersByFamily?: ByFamily<Readonly<Record<string, string | number | ParameterSetting | null>>>;
}

export interface ParameterSetting {
  readonly value: string | number;
  /** Static parameters need `pending-reboot`. */
  readonly applyMethod: 'immediate' | 'pending-reboot';
}

/** A parameter group that something else declares: of one family, or one for each. */
export type ExistingParameterGroup = ExistingOfOneFamily | ExistingByFamily;

export const isExisting = (group: object): group is ExistingParameterGroup => 'existing' in group;

export interface ExistingOfOneFamily {
  readonly existing: string;
  /** Its family, `aurora-postgresql15`: checked against `engineVersion`. */
  readonly family: string;
}

export interface ExistingByFamily {
  /** For a major upgrade: `{ 'aurora-postgresql14': 'shared-pg14', 'aurora-postgresql15': 'shared-pg15' }`. */
  readonly existing: ByFamily<string>;
  readonly family?: undefined;
}
