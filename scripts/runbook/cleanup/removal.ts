import { cleanupCommand } from '../../report/commands';
import type { Progress } from '../../report/progress';
import { refusal } from '../../runtime/errors';
import type { OldCluster } from '../../view/old-environment';
import { requestOf } from '../../view/request';
import { type Fact, fact, type View } from '../../view/view';
import { type Assessment, type Confirmation, done, minutes, type Waiting } from '../step';

/** What the steps of a cleanup share. */

/** What the user requested of this cleanup. */
export const requested = (view: View) => requestOf(view, 'cleanup');

export const oldOf = (view: View): OldCluster | undefined => fact(view, 'leftovers').old;

/** For outlines, which know only what has already been read. */
export const oldName = (view: View) => view.facts.leftovers?.old?.cluster.identifier ?? 'the old cluster';

/** A step's facts, if there is an old environment to read them from. */
export function whileOldStands(...facts: Fact[]): (view: View) => Fact[] {
  return (view) => (view.facts.leftovers?.old === undefined ? ['leftovers'] : ['leftovers', ...facts]);
}

export const nothingOld: Assessment = done('no old environment is left');

/** The same question in every step, so that it is asked once: whatever is left to do, it concerns one cluster. */
export function confirmation(view: View, { cluster, fromVersion }: OldCluster): Confirmation {
  const { clusterIdentifier } = view.desired.annotation;
  const snapshot = requested(view).skipFinalSnapshot
    ? ', and no final snapshot is created'
    : '; its final snapshots stay';
  return {
    question: `Remove ${cluster.identifier} (${cluster.resourceId}, runs ${fromVersion}), the old environment of ${clusterIdentifier}? It cannot be undone${snapshot}. Production stays as it is.`,
    declined: refusal(
      'NOT_CONFIRMED',
      `Removing the old environment of ${clusterIdentifier} was not confirmed; nothing was changed.`,
      `It continues to cost money. To remove it: ${cleanupCommand(view)}`,
    ),
  };
}

export function waitFor(what: Progress, watch: Fact[], more: Partial<Waiting> = {}): Waiting {
  return {
    state: 'wait',
    for: what,
    watch,
    limit: minutes(120),
    every: 15_000,
    remedy: 'Look at it in the console and run the command again: it continues from there.',
    ...more,
  };
}
