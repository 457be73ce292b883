import { nameOfArn } from '../aws/rds/parse';
import type { RdsEvent } from '../aws/rds/types';
import { attempt, clockSlack } from '../view/attempt';
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

export function news(view: View, sources: Sources): Promise<RdsEvent[]> {
  return ofUpgrade(view, sources, view.now - recent);
}

/** What every member, on both sides, was told of since the last attempt at a switchover. */
export async function attemptEvents(view: View, sources: Sources): Promise<RdsEvent[]> {
  const last = attempt(view);
  if (last.kind !== 'cancelled') return [];
  return inOrder([await ofUpgrade(view, sources, (last.at ?? 0) - clockSlack)]);
}

/** One call for everything in the region; only what concerns this upgrade is kept. */
async function ofUpgrade(view: View, { rds }: Sources, from: number): Promise<RdsEvent[]> {
  const ours = namesOf(view);
  const since = Math.max(from, fact(view, 'deployments').underway?.createdAt ?? 0);
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
