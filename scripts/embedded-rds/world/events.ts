import { plain } from './change';
import { type ArnKind, arnOf } from './names/arn';
import type { Scene } from './scene';
import type { EventRecord } from './world';

/** RDS remembers events for 14 days: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeEvents.html */
export const eventMemory = 14 * 24 * 60 * 60_000;

const arnKinds: Record<EventRecord['sourceType'], ArnKind> = {
  'db-cluster': 'cluster',
  'db-instance': 'db',
  'blue-green-deployment': 'deployment',
  'db-cluster-snapshot': 'cluster-snapshot',
  'db-parameter-group': 'pg',
};

/**
 * Records an event at the scene's moment, under the name that its source has at that moment: events keep their names when
 * a switchover renames (the upgrade log). For a deployment the name is its identifier, `bgd-…`.
 */
export function emit(scene: Scene, event: Omit<EventRecord, 'at'>): void {
  const { region, now } = scene;
  const sourceArn = event.sourceArn ?? arnOf(scene, arnKinds[event.sourceType], event.sourceIdentifier);
  // Oldest first, as time only goes forward.
  const remembered = plain(region.events).findIndex((past) => past.at > now - eventMemory);
  if (remembered !== 0) region.events.splice(0, remembered === -1 ? region.events.length : remembered);
  region.events.push({ ...event, sourceArn, at: now });
}
