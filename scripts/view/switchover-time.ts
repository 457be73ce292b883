import type { RdsEvent } from '../aws/rds/types';
import { attemptsOf } from './announced-attempts';
import { type DeploymentsOfCluster, tagKey } from './identity';
import type { OldCluster } from './old-environment';

/** How long RDS remembers events. */
export const eventMemory = 14 * 24 * 60 * 60_000;

export interface SwitchoverTime {
  /** The switchover was not later than this. */
  at: number;
  /** `tag`: as this tool read it earlier. `forgotten`: RDS has no event of it any more. */
  from: 'event' | 'tag' | 'forgotten';
}

/**
 * When production was switched over, at the latest; undefined where nothing tells. What is too late only makes a soak longer,
 * so of several events the last one counts, and of a switchover that RDS has forgotten only that its memory is over.
 *
 * @param events  of the deployment, of production and of the old cluster, as far as RDS remembers
 */
export function switchoverTime(
  old: OldCluster,
  { finished }: DeploymentsOfCluster,
  events: readonly RdsEvent[],
  now: number,
): SwitchoverTime | undefined {
  const tagged = taggedTime(old);
  if (tagged !== undefined) return { at: tagged, from: 'tag' };
  const told = events.filter((event) => tellsOfCompletion(event, old.cluster.identifier)).map((event) => event.at);
  if (told.length > 0) return { at: Math.max(...told), from: 'event' };
  const memoryEnds = now - eventMemory;
  // A younger deployment was switched over within RDS's memory: that no event tells of it means that we do not know.
  if (finished === undefined || finished.createdAt > memoryEnds) return undefined;
  const announced = attemptsOf(finished.tags).at(-1)?.at ?? 0;
  return announced > memoryEnds ? undefined : { at: memoryEnds, from: 'forgotten' };
}

/** As it was read of events before the record was deleted; a tag that was copied from another cluster tells nothing. */
export function taggedTime({ cluster: { tags, resourceId } }: OldCluster): number | undefined {
  const at = Date.parse(tags[tagKey.switchedOverAt] ?? '');
  return tags[tagKey.oldResourceId] === resourceId && Number.isFinite(at) ? at : undefined;
}

/** Events 0248 and 0260; the second one is about a cluster and names what it was renamed to. */
function tellsOfCompletion({ message, sourceType }: RdsEvent, oldIdentifier: string): boolean {
  if (!/^Switchover .*completed/i.test(message)) return false;
  return sourceType === 'blue-green-deployment' || message.includes(` to ${oldIdentifier} `);
}
