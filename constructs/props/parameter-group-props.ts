import type { ByFamily } from '../resources/group-name';

/** A parameter group that the construct declares, in the family of each of the cluster's versions. */
export interface DeclaredParameterGroup {
  /**
   * A name that contains a family (`orders-pg15-params`) is adapted to every family; any other name serves only one.
   *
   * The group of another family gets the same name with that family (`orders-pg16-params`), so the text may stay when the version
   * changes. For two families without one in the name, give one name each, taken literally:
   * `{ 'aurora-postgresql14': 'orders-params', 'aurora-postgresql15': 'orders-pg15-params' }`.
   *
   * @default made from `clusterIdentifier` and the family
   */
  readonly name?: string | ByFamily<string>;
  /**
   * Description of the group; for an imported group, the one that it has. A change replaces the group.
   *
   * @default `Managed by Terraform`
   */
  readonly description?: string;
  /**
   * Parameters that override the family's defaults, in the groups of all families.
   *
   * A bare value is applied with `immediate`, as the provider does it.
   *
   * @default none
   */
  readonly parameters?: Readonly<Record<string, string | number | ParameterSetting>>;
  /**
   * Parameters of one family's group; they override `parameters`, and `null` leaves a parameter out.
   *
   * `{ 'aurora-postgresql17': { old_snapshot_threshold: null, summarize_wal: 1 } }`. A family that no version of the cluster uses is
   * ignored.
   *
   * @default none
   */
  readonly parametersByFamily?: ByFamily<Readonly<Record<string, string | number | ParameterSetting | null>>>;
}

/** The value of a parameter, and when it takes effect. */
export interface ParameterSetting {
  /** In the unit of the parameter. */
  readonly value: string | number;
  /** Static parameters need `pending-reboot`. */
  readonly applyMethod: 'immediate' | 'pending-reboot';
}

/** A parameter group that something else declares: of one family, or one for each. */
export type ExistingParameterGroup = ExistingOfOneFamily | ExistingByFamily;

/** Whether a group is declared elsewhere, and only named here. */
export const isExisting = (group: object): group is ExistingParameterGroup => 'existing' in group;

/** `{ existing: 'shared-pg15', family: 'aurora-postgresql15' }` */
export interface ExistingOfOneFamily {
  /** Name of the group. */
  readonly existing: string;
  /** Its family, such as `aurora-postgresql15`: checked against `engineVersion`. */
  readonly family: string;
}

/** One name for each family, as a major upgrade needs it. */
export interface ExistingByFamily {
  /** `{ 'aurora-postgresql14': 'shared-pg14', 'aurora-postgresql15': 'shared-pg15' }` */
  readonly existing: ByFamily<string>;
  /** Not here: `existing` names the families. */
  readonly family?: undefined;
}
