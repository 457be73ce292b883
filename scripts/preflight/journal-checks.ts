import { type Journal, leastTags, roomBeside, writeJournal } from '../carry-over/journal';
import { journalNow } from '../carry-over/of-view';
import { fact, type View } from '../view/view';
import { block, type Finding, warn } from './finding';

/** What a switchover may drop is put back from the deployment's tags: there must be room for it. */
export function journalFindings(view: View): Finding[] {
  const journal = journalNow(view);
  const present = fact(view, 'deployments').underway?.tags ?? {};
  const written = writeJournal(journal, present);
  const { clusterIdentifier } = view.desired.annotation;
  if (written === undefined) {
    return [
      block(
        'JOURNAL_SIZE',
        `What ${clusterIdentifier} has and the switchover may drop (${contents(journal)}) takes ${leastTags(journal)} tags of the deployment, which has room for ${roomBeside(present)}: it could not be put back.`,
        'Remove what is not needed of it: scaling policies and scheduled actions, members listed in custom endpoints, IAM roles. Or take it out for the upgrade and put it back yourself. Tags that others have set on the deployment take room as well.',
      ),
    ];
  }
  return leftOutFindings(clusterIdentifier, written.leftOut);
}

export function leftOutFindings(cluster: string, leftOut: readonly string[]): Finding[] {
  if (leftOut.length === 0) return [];
  return [
    warn(
      'JOURNAL_TAGS',
      `The tags of ${leftOut.join(' and of ')} of ${cluster} have no room in the deployment's tags, where what production has is written down. RDS gives production its tags back at the switchover; should it not, nobody here does.`,
      'Nothing, where Terraform sets them: its plan shows what is missing. Otherwise note them down: aws rds list-tags-for-resource.',
    ),
  ];
}

function contents({ had, scaling }: Journal): string {
  const counts = {
    instances: had?.instances.length,
    'IAM roles': had?.roles.length,
    'custom endpoints': had?.endpoints.length,
    'scaling policies': scaling?.policies.length,
    'scheduled actions': scaling?.scheduledActions.length,
  };
  return Object.entries(counts)
    .flatMap(([name, count]) => (count === undefined || count === 0 ? [] : [`${count} ${name}`]))
    .join(', ');
}
