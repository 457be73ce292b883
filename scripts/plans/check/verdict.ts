/** What a plan would do to one cluster; the worst finding determines the class. */
export const planClasses = [
  'no-changes',
  'other-changes',
  'upgrade-pending',
  'aws-ahead',
  'incomplete',
  'in-place-engine-change',
  'replacement-or-destruction',
] as const;

export type PlanClass = (typeof planClasses)[number];

/** The name of each class in texts for people. */
export const classTitle: Record<PlanClass, string> = {
  'no-changes': 'no changes',
  'other-changes': 'other changes',
  'upgrade-pending': 'upgrade pending',
  'aws-ahead': 'AWS ahead',
  incomplete: 'incomplete',
  'in-place-engine-change': 'in-place engine change',
  'replacement-or-destruction': 'replacement or destruction',
};

export type FindingKind =
  | 'replaced'
  | 'destroyed'
  | 'renamed'
  | 'vanished'
  | 'group-replaced'
  | 'forgotten'
  | 'lost-from-state'
  | 'prevent-destroy-off'
  | 'in-place-engine-change'
  | 'version-unknown'
  | 'upgrade-pending'
  | 'upgrade-declared'
  | 'aws-ahead'
  | 'moved'
  | 'created'
  | 'target-groups-added'
  | 'old-groups-removed'
  | 'incomplete'
  | 'deployment-exists'
  | 'deployment-finished';

export interface PlanFinding {
  kind: FindingKind;
  /** Refused: a deploy of this plan would hurt. */
  refused: boolean;
  message: string;
  remedy?: string;
}

export interface ClusterVerdict {
  /** The identifier; the Terraform address where the plan does not tell it. */
  cluster: string;
  class: PlanClass;
  findings: PlanFinding[];
  /** `aws_rds_cluster.orders (update: engine_version)`: names of attributes, never values. */
  changes: string[];
}

export interface StackVerdict {
  stack: string;
  clusters: ClusterVerdict[];
  /** Changes of everything else in the stack, and of outputs. */
  elsewhere: string[];
  /** Set where the plan could not be made, or is not whole: nothing that is absent above is proven absent. */
  problem?: { message: string; remedy: string };
}

export const isRefused = (verdict: StackVerdict) =>
  verdict.clusters.some(({ findings }) => findings.some(({ refused }) => refused));

export const changesAnything = ({ clusters, elsewhere }: StackVerdict) =>
  elsewhere.length > 0 || clusters.some((cluster) => cluster.class !== 'no-changes');
