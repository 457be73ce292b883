import type { HookPoint } from '../../../constructs/props/hook-props';
import { inOneLine } from '../../runtime/printable';
import { type Hook, type HookRun, hookAt } from '../../view/hooks';
import { deploymentArn } from '../../view/identity';
import { tagKey } from '../../view/tag-key';
import { fact, type View } from '../../view/view';

export const hookOf = (view: View, point: HookPoint): Hook | undefined => hookAt(view.request.hooks, point);

/** The deployment that a hook runs for: a run may come to several, one after the other. */
export function deploymentOf(view: View) {
  const { underway, finished } = fact(view, 'deployments');
  return underway ?? finished;
}

/** What this run has made of a hook, for this very deployment. */
export function runOf(view: View, point: HookPoint): HookRun | undefined {
  const run = view.memory.hooks[point];
  return run?.deployment === deploymentOf(view)?.identifier ? run : undefined;
}

export const ran = (view: View, point: HookPoint, state: HookRun['state']) => ({
  [point]: { deployment: deploymentOf(view)!.identifier, state, at: view.now },
});

/** What an act says; also what one hook is told from another by. */
export const willRun = ({ point, command, timeoutSeconds }: Hook) =>
  `run the hook ${point}, at most ${timeoutSeconds} s: ${inOneLine(command)}`;

export const tagsArn = (view: View) =>
  deploymentArn(fact(view, 'production').cluster.arn, deploymentOf(view)!.identifier);

/** When `beforeSwitchover` began that nothing has undone since; undefined where nothing is to be undone. */
export function openSince(view: View): number | undefined {
  const tags = deploymentOf(view)?.tags ?? {};
  const begun = Date.parse(tags[tagKey.hookBegun] ?? '');
  return Number.isFinite(begun) && !(undoneAt(view) >= begun) ? begun : undefined;
}

/** When `onFailure` succeeded last; 0 for never. */
export function undoneAt(view: View): number {
  const at = Date.parse(deploymentOf(view)?.tags[tagKey.hookUndone] ?? '');
  return Number.isFinite(at) ? at : 0;
}
