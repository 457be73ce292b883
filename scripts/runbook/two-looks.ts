import type { Memory } from '../view/memory';
import { fact, type View } from '../view/view';

/**
 * RDS's reads are eventually consistent: one that is empty, old or torn must not end a run. What ends it, done or refused, was
 * seen in two looks some seconds apart.
 */
export const apart = 5_000;
/** Of looks that end otherwise each time: then the last one counts. */
const mostLooks = 10;

/** Whether this verdict was reached before, by a look that is old enough. Pure. */
export function agreed(view: View, key: string): { agreed: boolean; memory: Memory } {
  const { verdict } = view.memory;
  const looks = (verdict?.looks ?? 0) + 1;
  const at = verdict?.key === key ? verdict.at : view.now;
  const memory = { ...view.memory, verdict: { key, at, looks } };
  return { agreed: view.now - at >= apart || looks > mostLooks, memory };
}

export const lookAgainAt = (now: number) => now + apart;

/** What a finished run is based on. */
export function doneKey(view: View): string {
  const { cluster } = fact(view, 'production');
  const { underway, finished } = fact(view, 'deployments');
  const record = underway ?? finished;
  return `done ${cluster.resourceId} ${cluster.engineVersion} ${record?.identifier} ${record?.status}`;
}
