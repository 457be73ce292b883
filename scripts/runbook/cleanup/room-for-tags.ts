import type { Cluster, Instance } from '../../aws/rds/types';
import { awsCommand, cleanupCommand } from '../../report/commands';
import { counted } from '../../runtime/counted';
import { refusal, type UpgradeError } from '../../runtime/errors';
import { surplusWith } from '../../view/room-for-tags';
import { tagKey } from '../../view/tag-key';
import type { View } from '../../view/view';

/** What `tag-old` writes. */
const proof: readonly string[] = [
  ...[tagKey.format, tagKey.oldResourceId, tagKey.replacedBy, tagKey.deployment, tagKey.fromVersion],
  ...[tagKey.toVersion, tagKey.switchedOverAt, tagKey.finalSnapshot, tagKey.provenUnusedAt],
];

/** Old has all tags that production had, and must take the proof of what it is: found before a snapshot of it is made. */
export function noRoomForTags(view: View, resources: readonly (Cluster | Instance)[]): UpgradeError | undefined {
  const full = resources.flatMap((each) => {
    const surplus = surplusWith(each.tags, proof);
    return surplus > 0 ? [{ ...each, surplus }] : [];
  });
  if (full.length === 0) return undefined;
  const names = full.map(({ identifier, surplus }) => `${identifier} (${counted(surplus, 'tag')} too many)`).join(', ');
  return refusal(
    'OLD_TAGS',
    `Before the record of the upgrade is deleted, ${proof.length} tags on each part of the old environment must prove what it is, and there is no room for them on ${names}. Nothing was changed.`,
    `Remove tags of your own there; production keeps its own: ${full.map(({ arn }) => awsCommand(view, `rds remove-tags-from-resource --resource-name ${arn} --tag-keys …`)).join('; ')}. Then run again: ${cleanupCommand(view)}`,
  );
}
