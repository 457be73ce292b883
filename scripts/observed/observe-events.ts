import { nameOfArn } from '../aws/rds/parse';
import type { RdsEvent } from '../aws/rds/types';
import { clusterNameOf } from '../view/identity';
import { fact, type View } from '../view/view';
import type { Sources } from './sources';

/** Oldest first, whichever list they come from. */
export const inOrder = (lists: readonly RdsEvent[][]) => lists.flat().sort((a, b) => a.at - b.at);

export async function greenEvents(view: View, { rds }: Sources): Promise<RdsEvent[]> {
  const underway = fact(view, 'deployments').underway;
  if (underway === undefined) return [];
  const lists = [await rds.events('blue-green-deployment', underway.identifier, underway.createdAt)];
  for (const { identifier } of fact(view, 'green')?.instances ?? []) {
    lists.push(await rds.events('db-instance', identifier, underway.createdAt));
  }
  return inOrder(lists);
}

export async function sourceEvents(view: View, { rds }: Sources): Promise<RdsEvent[]> {
  const underway = fact(view, 'deployments').underway;
  if (underway === undefined) return [];
  const { cluster, instances } = fact(view, 'production');
  const lists = [await rds.events('db-cluster', cluster.identifier, underway.createdAt)];
  for (const { identifier } of instances) lists.push(await rds.events('db-instance', identifier, underway.createdAt));
  return inOrder(lists);
}

/** Events are told some minutes late. */
const recent = 20 * 60_000;

/** What comes with every restart, and tells nothing of how an upgrade goes. */
const chatter = /^The parameter |^DB instance (shutdown|restarted)/i;

/** One call for everything in the region; only what concerns this upgrade is kept. */
export async function news(view: View, { rds }: Sources): Promise<RdsEvent[]> {
  const ours = namesOf(view);
  const since = Math.max(view.now - recent, fact(view, 'deployments').underway?.createdAt ?? 0);
  return (await rds.recentEvents(since)).filter(({ source, message }) => ours.has(source) && !chatter.test(message));
}

/** Of production, of green, and of the deployment: what events are of. */
export function namesOf(view: View): ReadonlySet<string | undefined> {
  const { underway } = fact(view, 'deployments');
  const { cluster, instances } = fact(view, 'production');
  const rows = underway?.members.flatMap(({ source, target }) => [source, target]) ?? [];
  return new Set([
    cluster.identifier,
    ...instances.map(({ identifier }) => identifier),
    underway?.identifier,
    clusterNameOf(underway?.target),
    ...rows.map((arn) => (arn === undefined ? undefined : nameOfArn(arn))),
  ]);
}
