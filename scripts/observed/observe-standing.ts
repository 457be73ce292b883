import type { RdsEvent } from '../aws/rds/types';
import type { DatabaseLook } from '../database/answers';
import { type Standing, tellsOfDegradation } from '../view/standing';
import { fact, type View } from '../view/view';
import { namesOf } from './observe-events';
import type { Sources } from './sources';

const unasked: DatabaseLook = { kind: 'unasked' };

/** Until green is built there is nothing to compare production with, and RDS's events are told as news. */
export async function standing(view: View, sources: Sources): Promise<Standing> {
  const { databases } = sources;
  const at = view.now;
  const status = fact(view, 'deployments').underway?.status;
  const blue = (await databases?.look(view, 'standing')) ?? unasked;
  if (status !== 'AVAILABLE' || fact(view, 'green') === null) return { at, blue, degraded: [] };
  const green = (await databases?.look(view, 'standing-green', 'green')) ?? unasked;
  return { at, blue, green, degraded: await degradation(view, sources) };
}

/** One call for the whole region in place of one for each member. */
async function degradation(view: View, { rds }: Sources): Promise<RdsEvent[]> {
  const { underway } = fact(view, 'deployments');
  const all = await rds.recentEvents(underway?.createdAt ?? view.now);
  const ours = namesOf(view);
  return all.filter((event) => ours.has(event.source) && tellsOfDegradation(event));
}
