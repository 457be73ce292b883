import type { RdsEvent } from '../aws/rds/types';
import type { DeploymentsOfCluster } from './identity';
import type { OldCluster } from './old-environment';
import { defaults } from './option-defaults';
import { tagKey } from './tag-key';

export interface SwitchoverTime {
  /** The switchover was not later than this. */
  at: number;
  /** `tag`: as this tool read it earlier. `restored`: RDS has no event of it; an upgrade had seen it by then. */
  from: 'event' | 'tag' | 'restored';
}

/**
 * When production was switched over, at the latest; undefined where nothing proves it. What is too late only makes a soak
 * longer, so of several events the last one counts. That RDS has none proves nothing: it forgets them, and they may be late or
 * missing.
 *
 * @param events  of the deployment, of production and of the old cluster, as far as RDS remembers
 */
export function switchoverTime(
  old: OldCluster,
  { finished }: DeploymentsOfCluster,
  events: readonly RdsEvent[],
): SwitchoverTime | undefined {
  const tagged = taggedTime(old);
  if (tagged !== undefined) return { at: tagged, from: 'tag' };
  if (finished === undefined || finished.identifier !== old.deployment) return undefined;
  const told = events
    // An earlier upgrade's old cluster may have had the same name.
    .filter((event) => event.at >= finished.createdAt && tellsOfCompletion(event, old.cluster.identifier))
    .map((event) => event.at);
  if (told.length > 0) return { at: Math.max(...told), from: 'event' };
  const [restored = ''] = (finished.tags[tagKey.restored] ?? '').split(' ');
  const at = Date.parse(restored);
  return Number.isFinite(at) ? { at, from: 'restored' } : undefined;
}

/** When `cleanup` stops to refuse: its default soak counts from the switchover. */
export function cleanupFrom(switchedOverAt: number | undefined): string | undefined {
  if (switchedOverAt === undefined) return undefined;
  return new Date(switchedOverAt + defaults.soakHours * 60 * 60_000).toISOString();
}

/**
 * For how long writes were stopped, at most, in milliseconds: RDS stops them after its event of the beginning, and allows them before
 * that of the end (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html). Undefined
 * where one of them is missing.
 */
export function writesStopped(
  old: OldCluster,
  { finished }: DeploymentsOfCluster,
  events: readonly RdsEvent[],
): number | undefined {
  if (finished === undefined || finished.identifier !== old.deployment) return undefined;
  const ours = events.filter(({ at }) => at >= finished.createdAt);
  const end = ours.findLast((event) => tellsOfCompletion(event, old.cluster.identifier))?.at;
  if (end === undefined) return undefined;
  const begun = ours.filter((event) => event.at <= end && /^Switchover .*started/i.test(event.message));
  // The cluster's own event comes before its sequences are synchronized, while it still takes writes.
  const begin = begun.findLast(({ sourceType }) => sourceType === 'blue-green-deployment') ?? begun.at(-1);
  return begin === undefined ? undefined : end - begin.at;
}

/**
 * As it was read before the record was deleted. A tag that was copied from another cluster tells nothing, nor does one of an
 * earlier upgrade of this very cluster, whose cleanup was given up for a rollback.
 */
export function taggedTime({ cluster: { tags, resourceId }, deployment }: OldCluster): number | undefined {
  const at = Date.parse(tags[tagKey.switchedOverAt] ?? '');
  const isOfThis = tags[tagKey.oldResourceId] === resourceId && tags[tagKey.deployment] === deployment;
  return isOfThis && Number.isFinite(at) ? at : undefined;
}

/** Events 0248 and 0260; the second one is about a cluster and names what it was renamed to. */
function tellsOfCompletion({ message, sourceType }: RdsEvent, oldIdentifier: string): boolean {
  if (!/^Switchover .*completed/i.test(message)) return false;
  return sourceType === 'blue-green-deployment' || message.includes(` to ${oldIdentifier} `);
}
