import type { HookRunner } from '../../hooks/hook-runner';
import type { Report } from '../../report/event';
import type { Hook } from '../../view/hooks';
import type { View } from '../../view/view';
import { type RunEnvironment, run } from '../run';
import type { Step } from '../step';
import { switchover } from '../upgrade/switchover';
import { verifyGreen } from '../upgrade/verify-green';
import { verifyProduction } from '../upgrade/verify-production';
import { withAfterSwitchover } from './after-switchover-hooks';
import { withSwitchoverHooks } from './switchover-hooks';
import { undo } from './undo';
import { withVerifyGreen } from './verify-green-hook';

const silent: Report = () => {};

/** The same steps, with the hooks that there are in their places. Without a runner they can only be planned. */
export function withHooks(
  steps: readonly Step[],
  hooks: readonly Hook[],
  runner?: HookRunner,
  report: Report = silent,
): readonly Step[] {
  const has = (...points: Hook['point'][]) => hooks.some(({ point }) => points.includes(point));
  return steps.map((step) => {
    if (step.id === verifyGreen.id && has('verifyGreen')) return withVerifyGreen(step, runner, report);
    if (step.id === switchover.id && has('beforeSwitchover', 'atSwitchover')) return withSwitchoverHooks(step, runner);
    if (step.id === verifyProduction.id && has('atSwitchover', 'afterSwitchover')) {
      return withAfterSwitchover(step, runner, report);
    }
    return step;
  });
}

/** `run` with hooks: what it throws is thrown once `onFailure` has run, where that is due. */
export async function runWithHooks(
  view: View,
  steps: readonly Step[],
  env: RunEnvironment,
  runner: HookRunner,
): Promise<View> {
  const { hooks = [] } = view.request;
  if (hooks.length === 0) return run(view, steps, env);
  try {
    return await run(view, withHooks(steps, hooks, runner, env.report), env);
  } catch (error) {
    await undo(view, error, env, runner);
    throw error;
  } finally {
    await runner.settled();
  }
}
