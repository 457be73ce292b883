import { runningVersion } from './running-version';
import { tagKey } from './tag-key';
import { fact, type View } from './view';

/**
 * Where the cluster stands, from three facts: the version that production runs, the version that is wanted, and the
 * deployment of ours, if there is one.
 *
 * - `before`: an upgrade is wanted, nothing has begun
 * - `underway`: a deployment of ours is at work, production is still blue
 * - `switched`: production runs the target because a deployment of ours was switched over; its record still exists
 * - `current`: production runs the target, and nothing of ours is left
 * - `ahead`: production runs a later version than is wanted; that is never a downgrade, the code is behind
 */
export type Phase = 'before' | 'underway' | 'switched' | 'current' | 'ahead';

export function phaseOf(view: View): Phase {
  const { underway, finished } = fact(view, 'deployments');
  if (underway !== undefined) return 'underway';
  const comparison = runningVersion(view).compare(view.target);
  if (comparison > 0) return 'ahead';
  if (comparison < 0) return 'before';
  return finished?.origin.toVersion === view.target.text ? 'switched' : 'current';
}

/** Whether the steps up to the switchover lie behind: there is nothing left for them to do. */
export function upgraded(view: View): boolean {
  const phase = phaseOf(view);
  return phase === 'switched' || phase === 'current' || phase === 'ahead';
}

/**
 * Whether production came from a deployment of ours whose record still stands, and runs its version or a later one: RDS may have
 * taken it further since (auto minor version upgrade), and the code may say whatever it likes.
 */
export function switchedOver(view: View): boolean {
  const { finished } = fact(view, 'deployments');
  return finished !== undefined && upgraded(view);
}

/** Whether all that the switchover dropped stood again once: it is written on the deployment. */
export const restored = (view: View) => fact(view, 'deployments').finished?.tags[tagKey.restored] !== undefined;

/** Whether production is green already, while the deployment's record still reads as under way. */
export function crossed(view: View): boolean {
  const { underway } = fact(view, 'deployments');
  return underway !== undefined && underway.origin.sourceResourceId !== fact(view, 'production').cluster.resourceId;
}

/** Why the steps up to the switchover have nothing to do: a version may also have changed without one. */
export function nothingBefore(view: View): string {
  return phaseOf(view) === 'switched' ? 'the switchover lies behind' : 'no switchover is needed';
}
