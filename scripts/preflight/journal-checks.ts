import type { Tags } from '../aws/rds/types';
import { type Journal, journalAsTags, leastTags, roomBeside } from '../carry-over/journal';
import { journalNow } from '../carry-over/of-view';
import { skippedBy } from '../view/skipped';
import { tagKey } from '../view/tag-key';
import { fact, type View } from '../view/view';
import { block, type Finding, warn } from './finding';

/** What a switchover may drop is restored from the deployment's tags: there must be room for it. */
export function journalFindings(view: View): Finding[] {
  const journal = journalNow(view);
  const present = fact(view, 'deployments').underway?.tags ?? atCreation(view);
  const written = journalAsTags(journal, present);
  const { clusterIdentifier } = view.desired.annotation;
  if (written === undefined) {
    return [
      block(
        'JOURNAL_SIZE',
        `The switchover may drop ${contents(journal)} of ${clusterIdentifier}. To restore them takes ${leastTags(journal)} of the deployment's tags, and ${roomBeside(present)} are free.`,
        'Remove what is no longer needed: scaling policies, scheduled actions, members listed in custom endpoints, IAM roles. Or remove some of it for the upgrade and restore it yourself. Tags that others have set on the deployment take up room as well.',
      ),
    ];
  }
  return leftOutFindings(clusterIdentifier, written.leftOut);
}

/** What the deployment is to get beside the journal, at most: of each check that somebody answers for, a tag. */
function atCreation(view: View): Tags {
  const { format, sourceResourceId, fromVersion, toVersion, origin, requestedBy, replaces, preflight, skipped } =
    tagKey;
  const facts = [format, sourceResourceId, fromVersion, toVersion, origin, requestedBy, replaces, preflight];
  return Object.fromEntries([...facts, ...skippedBy(view).map(({ id }) => `${skipped}${id}`)].map((key) => [key, '']));
}

export function leftOutFindings(cluster: string, leftOut: readonly string[]): Finding[] {
  if (leftOut.length === 0) return [];
  return [
    warn(
      'JOURNAL_TAGS',
      `The tags of ${leftOut.join(' and of ')} of ${cluster} do not fit into the journal in the deployment's tags. RDS keeps production's tags at the switchover; if it does not, this tool cannot restore them.`,
      'If Terraform sets them, do nothing: its plan shows what is missing. Otherwise note them down: aws rds list-tags-for-resource.',
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
