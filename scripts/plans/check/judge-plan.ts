import { commandLine } from '../../../constructs/command-line';
import { isCovered } from '../../desired/resource-address';
import { describeChange } from '../../terraform/describe-change';
import type { ReadPlan } from '../../terraform/plan-json';
import { changesNothing } from '../../terraform/resource-change';
import { clustersOfPlan, type PlannedCluster } from './clusters-of-plan';
import type { KnownCluster } from './known-cluster';
import type { ClusterVerdict, StackVerdict } from './verdict';
import { type Judgement, verdictOf } from './verdict-of';

export interface JudgedPlan extends StackVerdict {
  /** What each verdict is about, in the same order. */
  planned: PlannedCluster[];
}

export type Allowed = Pick<Judgement, 'allowDestroy' | 'allowInPlace'>;

/** Pure: a whole plan of one stack. `known`: the clusters of the code, none where only the plan is there. */
export function judgePlan(
  stack: string,
  plan: ReadPlan,
  known: readonly KnownCluster[],
  judgement: Pick<Judgement, 'guarded' | 'stoppedBefore'> & Allowed,
): JudgedPlan {
  const sorted = clustersOfPlan(plan, known);
  // Also as `aws_rds_cluster.orders[0]`, where somebody has overridden `count`.
  const absent = known.filter(
    ({ address }) => !plan.resources.some((resource) => isCovered(resource.address, address)),
  );
  sorted.clusters.push(...absent.filter(isNotAmong(sorted.clusters)).map(nothingOf));
  const problem = incompleteness(plan) ?? absence(absent);
  const clusters: ClusterVerdict[] = sorted.clusters.map((cluster) =>
    verdictOf(cluster, { ...judgement, incomplete: problem !== undefined, stoppedAt: plan.failedChecks }),
  );
  const changing = sorted.elsewhere.filter((resource) => !changesNothing(resource));
  const elsewhere = [...changing.map(describeChange), ...plan.outputs.map((name) => `output ${name}`)];
  return { stack, clusters, planned: sorted.clusters, elsewhere, problem };
}

const isNotAmong = (clusters: readonly PlannedCluster[]) => (cluster: KnownCluster) =>
  !clusters.some(({ known }) => known === cluster);

const nothingOf = (known: KnownCluster): PlannedCluster => ({
  name: known.identifier,
  clusters: [],
  instances: [],
  groups: [],
  known,
});

/** A whole plan names each resource of the code, changed or not. */
function absence(clusters: readonly KnownCluster[]): StackVerdict['problem'] {
  if (clusters.length === 0) return undefined;
  return {
    message: `The plan is incomplete: the code declares ${clusters.map(({ identifier }) => identifier).join(', ')}, and it does not speak of that.`,
    remedy: 'Look at what TF_CLI_ARGS and TF_CLI_ARGS_plan add to every plan.',
  };
}

/** A plan that Terraform did not finish omits what depends on the place where it stopped; a targeted one omits the rest. */
function incompleteness({ errored, complete, failedChecks }: ReadPlan): StackVerdict['problem'] {
  if (errored) {
    const where = failedChecks.length > 0 ? `a condition of ${failedChecks.join(', ')}` : 'an error';
    return {
      message: `The plan is incomplete: ${where} stopped it, and what depends on that is missing from it.`,
      remedy:
        failedChecks.length > 0
          ? `Let ${commandLine('plan-check')} run Terraform itself: it plans a second time without the guard.`
          : `Mend what terraform plan reports; where that is prevent_destroy, let ${commandLine('plan-check')} run Terraform itself.`,
    };
  }
  if (complete === false) {
    return {
      message:
        'The plan is incomplete: it was made for targets or for a refresh only, or Terraform deferred a part of it.',
      remedy: 'Plan the whole stack, without -target and -refresh-only.',
    };
  }
  return undefined;
}
