import type { Setting } from '../../aws/rds/settings';

/** What Terraform's plan will say of one attribute after the switchover. */
export interface PredictedChange {
  /** Only where it is not the cluster's own. */
  stack?: string;
  /** `aws_rds_cluster.orders`, `output.resource_id` */
  address: string;
  /** `kms_key_id` */
  attribute: string;
  /** Absent: left out of the code, only known to Terraform, or perhaps secret. */
  inCode?: Setting;
  /** What RDS will have. Absent: not known beforehand, or perhaps secret. */
  expected?: Setting;
  /** `unknown`: the code holds an expression that only Terraform evaluates. */
  effect: 'replace' | 'update' | 'none' | 'unknown';
  /** Why the effect is none although a switchover changes it, or green differs. */
  handledBy?: 'version' | 'groups' | 'carry-over';
  /** Production differs from the code already: the plan says the same without an upgrade. */
  already: boolean;
  /** One clause, without a period. */
  reason: string;
  /** One sentence; for what needs somebody. */
  remedy?: string;
}

export interface Prediction {
  /** What production will be like: as blue is now, or as green is. */
  model: 'blue' | 'green';
  changes: PredictedChange[];
}

export const replacements = ({ changes }: Prediction) => changes.filter(({ effect }) => effect === 'replace');

export const updates = ({ changes }: Prediction) => changes.filter(({ effect }) => effect === 'update');

/** The remedy for what the plan says with and without an upgrade. */
export const deployBefore = 'For an empty plan after the upgrade, deploy before it.';
