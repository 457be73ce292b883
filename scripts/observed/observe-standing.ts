import type { DatabaseLook } from '../database/answers';
import { type Standing, tellsOfDegradation } from '../view/standing';
import { fact, type View } from '../view/view';
import { greenEvents, inOrder, sourceEvents } from './observe-events';
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
  const events = inOrder([
    view.facts.greenEvents ?? (await greenEvents(view, sources)),
    view.facts.sourceEvents ?? (await sourceEvents(view, sources)),
  ]);
  return { at, blue, green, degraded: events.filter(tellsOfDegradation) };
}
