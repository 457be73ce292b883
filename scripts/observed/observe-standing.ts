import type { Deployment, RdsEvent } from '../aws/rds/types';
import type { DatabaseLook } from '../database/answers';
import { type Standing, tellsOfDegradation, tellsOfTransactions } from '../view/standing';
import { fact, type View } from '../view/view';
import { namesOf } from './observe-events';
import type { Sources } from './sources';

const unasked: DatabaseLook = { kind: 'unasked' };

/**
 * Until green is built there is nothing to compare production with, and only transactions are asked for: once, not in each database. What
 * RDS says of the creation then names its cause.
 */
export async function standing(view: View, sources: Sources): Promise<Standing> {
  const { databases } = sources;
  const at = view.now;
  const { underway } = fact(view, 'deployments');
  const status = underway?.status;
  const isBuilt = hasGreen.some((each) => each === status) && fact(view, 'green') !== null;
  const blue = (await databases?.look(view, isBuilt ? 'standing' : 'building')) ?? unasked;
  if (!isBuilt) {
    const asked = status === 'PROVISIONING' && blue.kind === 'answered' && !followsProduction(underway);
    const isHeldUp = asked && (await eventsOf(view, sources)).some(tellsOfTransactions);
    return { at, blue, degraded: [], ...(isHeldUp ? { isHeldUp } : {}) };
  }
  const green = (await databases?.look(view, 'standing-green', 'green')) ?? unasked;
  return { at, blue, green, degraded: (await eventsOf(view, sources)).filter(tellsOfDegradation) };
}

/** A switchover that failed leaves green, and production, as they were: consent to a second one covers how they differ, too. */
const hasGreen = ['AVAILABLE', 'SWITCHOVER_FAILED'] as const;

/** What RDS said before of transactions is over then. */
const followsProduction = (underway: Deployment | undefined): boolean =>
  underway?.tasks.some(({ name, status }) => name === 'CREATING_READ_REPLICA_OF_SOURCE' && status === 'COMPLETED') ===
  true;

/** One call for the whole region in place of one for each member. */
async function eventsOf(view: View, { rds }: Sources): Promise<RdsEvent[]> {
  const { underway } = fact(view, 'deployments');
  const all = await rds.recentEvents(underway?.createdAt ?? view.now);
  const ours = namesOf(view);
  return all.filter(({ source }) => ours.has(source));
}
