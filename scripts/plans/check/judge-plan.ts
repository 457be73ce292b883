import { isCovered } from '../../desired/resource-address';
import { describeChange } from '../../terraform/describe-change';
import type { ReadPlan } from '../../terraform/plan-json';
import { changesNothing } from '../../terraform/resource-change';
import { clustersOfPlan, type PlannedCluster } from './clusters-of-plan';
import { absence, incompleteness } from './completeness';
import type { JudgeInput } from './judge-input';
import type { KnownCluster } from './known-cluster';
import type { ClusterVerdict, StackVerdict } from './verdict';
import { verdictOf } from './verdict-of';

export interface JudgedPlan extends StackVerdict {
  /** What each verdict is about, in the same order. */
  planned: PlannedCluster[];
}

export type Allowed = Pick<JudgeInput, 'allowDestroy' | 'allowInPlace'>;

/** Pure: a whole plan of one stack. `known`: the clusters of the code; none if only the plan is available. */
export function judgePlan(
  stack: string,
  plan: ReadPlan,
  known: readonly KnownCluster[],
  judgement: Pick<JudgeInput, 'guarded' | 'stoppedBefore'> & Allowed,
): JudgedPlan {
  const sorted = clustersOfPlan(plan, known);
  // Also as `aws_rds_cluster.orders[0]`, where somebody has overridden `count`.
  const absent = known.filter(
    ({ address }) => !plan.resources.some((resource) => isCovered(resource.address, address)),
  );
  sorted.clusters.push(...absent.filter(isNotAmong(sorted.clusters)).map(nothingOf));
  const problem = incompleteness(plan) ?? absence(absent);
  const clusters: ClusterVerdict[] = sorted.clusters.map((cluster) =>
    verdictOf(cluster, { ...judgement, incomplete: problem !== undefined, stoppedAt: plan.guards }),
  );
  const changing = sorted.elsewhere.filter((resource) => !changesNothing(resource));
  const elsewhere = [...changing.map(describeChange), ...plan.outputs.map((name) => `output ${name}`)];
  return { stack, clusters, planned: sorted.clusters, elsewhere, problem };
}

const isNotAmong = (clusters: readonly PlannedCluster[]) => (cluster: KnownCluster) =>
  !clusters.some(({ known }) => known === cluster);

const nothingOf = (known: KnownCluster): PlannedCluster => ({
  name: known.identifier,
  identifier: known.identifier,
  globals: [],
  clusters: [],
  instances: [],
  groups: [],
  known,
});
