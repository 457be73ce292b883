import { HookFailed } from '../../hooks/hook-failed';
import type { HookRunner } from '../../hooks/hook-runner';
import type { Report } from '../../report/event';
import type { View } from '../../view/view';
import { warningOf } from './after-switchover-hooks';
import { hookOf } from './of-view';

/**
 * At the end of the run that has removed an old environment. Nothing of it is left then that could be tagged: the one hook that a kill
 * in this very moment may leave out. @returns whether it failed
 */
export async function runAfterCleanup(view: View, runner: HookRunner, report: Report): Promise<boolean> {
  if (hookOf(view, 'afterCleanup') === undefined) return false;
  try {
    await runner.run(view, 'afterCleanup');
    return false;
  } catch (error) {
    if (!(error instanceof HookFailed)) throw error;
    report(warningOf(view, error));
    return true;
  }
}
