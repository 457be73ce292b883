import { codeVersions, sameVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import type { Report } from '../report/event';
import type { UpgradeError } from '../runtime/errors';
import { describeProof, refusedEdit } from './code-port';
import { isOf, type Wish, type WritingRun } from './shared-advice';
import { SharedEdit } from './shared-edit';
import type { Workspace } from './workspace';

interface SharedEdits {
  shared: SharedEdit[];
  /** What these clusters share cannot be changed for them. */
  refused: { clusters: readonly DesiredCluster[]; error: UpgradeError }[];
}

/**
 * Finds what the clusters of a run share in the code: of those that should get the same version, one is tried alone, and whatever
 * would change with it is then tried together with it. Changes nothing.
 */
export async function findSharedEdits(workspace: Workspace, run: WritingRun, report: Report): Promise<SharedEdits> {
  const found: SharedEdits = { shared: [], refused: [] };
  const left = run.wishes.filter(({ cluster, to }) => !sameVersions(codeVersions(cluster), to));
  for (let first = left.shift(); first !== undefined; first = left.shift()) {
    const { cluster, to } = first;
    // What says something else comes from somewhere else.
    if (!left.some((other) => isAlike(other, cluster, to))) continue;
    const alone = await workspace.prove([cluster], to);
    if (alone.kind !== 'refused' || alone.others === undefined) continue;
    const along = left.filter((wish) => alone.others!.some((other) => isOf(other, wish.cluster)));
    const all = [cluster, ...along.map((wish) => wish.cluster)] as const;
    const isComplete = along.length === alone.others.length && along.every((wish) => isAlike(wish, cluster, to));
    const outcome = isComplete ? await workspace.prove(all, to) : alone;
    const refuses = isComplete ? all : ([cluster] as const);
    for (const wish of along) left.splice(left.indexOf(wish), 1);
    if (outcome.kind === 'refused') {
      found.refused.push({ clusters: all, error: refusedEdit(refuses, to, outcome, workspace.clusters, run) });
    } else if (outcome.kind === 'edit') {
      found.shared.push(new SharedEdit(all, to));
      const names = all.map(({ annotation }) => annotation.clusterIdentifier).join(', ');
      const message = `One edit changes ${names} and is written once the last of them has reached that step: ${describeProof(outcome)}`;
      report({ code: 'NOTE', message });
    }
  }
  return found;
}

const isAlike = (wish: Wish, cluster: DesiredCluster, to: Wish['to']) =>
  sameVersions(wish.to, to) && sameVersions(codeVersions(wish.cluster), codeVersions(cluster));
