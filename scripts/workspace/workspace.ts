import type { CodeVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import type { EditOutcome } from '../rewriter/edit';
import type { PlanResult } from '../terraform/plan-result';
import type { PlanRequest } from '../terraform/plan-stack';
import type { OpenConnection, ReadingConnection } from './connections';

/**
 * What a command works on: the code of one project of some kind, and RDS as the code's provider blocks define it. Only the
 * implementation knows how such a project is read, edited with proof, and planned.
 */
export interface Workspace {
  clusters: DesiredCluster[];
  /** With `--local`: the embedded RDS and nothing else, and a copy of the code. */
  isLocal: boolean;
  open(cluster: DesiredCluster): Promise<OpenConnection>;
  /** The code as it is now. */
  reread(cluster: DesiredCluster): Promise<DesiredCluster>;
  /**
   * The one edit by which the code says these versions of each of the clusters, and nothing else changes. Nothing is written:
   * `applyEdit` does that.
   */
  prove(clusters: Several, to: CodeVersions): Promise<EditOutcome>;
  /** Terraform on the cluster's stack as the code is now, with the stack's own state; with `--local`, with one beside the embedded RDS. */
  plan(cluster: DesiredCluster, wish?: PlanWish): Promise<StackPlan>;
  /** Whether Terraform has a state of its stack from before, and not one that a plan begins. */
  hasState(cluster: DesiredCluster): boolean;
  close(): Promise<void>;
}

/** What a command that only looks is given. */
export interface ReadingWorkspace extends Pick<Workspace, 'clusters' | 'isLocal' | 'close'> {
  open(cluster: DesiredCluster): Promise<ReadingConnection>;
}

/** At least one. */
export type Several = readonly [DesiredCluster, ...DesiredCluster[]];

/** Without a wish: a whole plan, which changes nothing. */
export type PlanWish = Pick<PlanRequest, 'targets' | 'applyIf' | 'refreshOnly'>;

export interface StackPlan {
  result: PlanResult;
  /** Planned on a state that import blocks fill: some arguments cannot be imported. */
  imported: boolean;
}

/** The further clusters of a cluster's stack. */
export const othersOf = (clusters: readonly DesiredCluster[], cluster: DesiredCluster) =>
  clusters.filter((other) => other.stack === cluster.stack && other.annotation.address !== cluster.annotation.address);
