import type { Cluster, Instance, Tags } from '../../aws/rds/types';
import { tagFormat } from '../../view/identity';
import type { OldCluster } from '../../view/old-environment';
import { tagKey } from '../../view/tag-key';
import { fact, type View } from '../../view/view';
import { done, type Step } from '../step';
import { confirmation, nothingOld, oldName, oldOf, requested, whileOldStands } from './removal';
import { switchedOverAt } from './soak';
import { stillOldCluster } from './still-old';

/**
 * The record's tags are deleted with the record, and with them the proof of what the old cluster is. So its own tags record it before
 * that, one fact per tag: a run that is killed after the record is gone is continued from these.
 */
export const tagOld: Step = {
  id: 'tag-old',
  title: 'Tag the old environment',
  section: '9',
  outline: (view) => `tag ${oldName(view)} and its instances with proof of their identity`,
  needs: whileOldStands('switchoverEvents', 'finalSnapshots'),
  doneWhen: 'tags on the old cluster and its instances will prove what they are once the record is gone',
  assess(view) {
    const old = oldOf(view);
    if (old === undefined) return nothingOld;
    const untagged = toBeTagged(view, old);
    if (untagged.length === 0) return done(`${old.cluster.identifier} and its instances carry proof of their identity`);
    const names = untagged.map(({ identifier }) => identifier).join(', ');
    return { state: 'act', will: [`tag ${names}`], confirm: confirmation(view, old), watch: ['leftovers'] };
  },
  async execute(view, { rds }, lines) {
    const old = oldOf(view)!;
    if ((await stillOldCluster(view, rds)) === undefined) return { busy: lines };
    // The cluster last: its tags are what a continued run finds it by.
    for (const { arn } of toBeTagged(view, old)) await rds.addTags(arn, tagsOf(view, old));
    return {};
  },
};

/** Times differ from look to look; they are written once, or with what else has changed. */
const times: readonly string[] = [tagKey.switchedOverAt, tagKey.provenUnusedAt];

function toBeTagged(view: View, old: OldCluster): (Cluster | Instance)[] {
  const wanted = Object.entries(tagsOf(view, old)).filter(([key]) => !times.includes(key));
  return [...fact(view, 'leftovers').instances, old.cluster]
    .filter(({ status }) => status !== 'deleting')
    .filter(({ tags }) => wanted.some(([key, value]) => tags[key] !== value));
}

function tagsOf(view: View, old: OldCluster): Tags {
  const { connectionProof, skipFinalSnapshot } = requested(view);
  const switched = switchedOverAt(view);
  // The one from before the record's deletion: an earlier run may have made it before this one was told to skip it.
  const isFixed = skipFinalSnapshot || old.provenBy === 'tags';
  const made = isFixed ? undefined : fact(view, 'finalSnapshots').at(-1)?.identifier;
  const snapshot = made ?? snapshotBefore(old) ?? 'none';
  return {
    [tagKey.format]: tagFormat,
    [tagKey.oldResourceId]: old.cluster.resourceId,
    [tagKey.replacedBy]: old.replacedBy,
    [tagKey.deployment]: old.deployment,
    [tagKey.fromVersion]: old.fromVersion,
    [tagKey.toVersion]: old.toVersion,
    ...(switched === undefined ? {} : { [tagKey.switchedOverAt]: new Date(switched.at).toISOString() }),
    [tagKey.finalSnapshot]: snapshot,
    [tagKey.provenUnusedAt]: connectionProof ? new Date(view.now).toISOString() : 'not proven',
  };
}

/** As it was written down: a list that lacks it takes nothing back. What a cleanup of an earlier upgrade has written is not about this one. */
const snapshotBefore = ({ cluster: { tags }, deployment }: OldCluster): string | undefined =>
  tags[tagKey.deployment] === deployment ? tags[tagKey.finalSnapshot] : undefined;
