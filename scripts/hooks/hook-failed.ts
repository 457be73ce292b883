import type { HookPoint } from '../../constructs/props/hook-props';
import { abortCommand, cleanupCommand, continueCommand } from '../report/commands';
import type { Code } from '../runtime/codes';
import { ExitCode, UpgradeError } from '../runtime/errors';
import type { Hook } from '../view/hooks';
import type { View } from '../view/view';
import type { HookEnd } from './run-command';

/** A hook did not end with 0, or was not run because its file is another. These are the words: what comes of it, `runbook/hooks` decides. */
export class HookFailed extends UpgradeError {
  private constructor(
    readonly point: HookPoint,
    code: Code,
    message: string,
    remedy: string,
    exitCode: ExitCode = ExitCode.failed,
  ) {
    super({ code, message, remedy, exitCode });
  }

  static of(view: View, { point, command }: Hook, why: string): HookFailed {
    const { clusterIdentifier } = view.desired.annotation;
    const message = `The hook ${point} of ${clusterIdentifier} ${why}: ${command}. ${stands[point]}`;
    return new HookFailed(point, 'HOOK_FAILED', message, remedyOf(view, point));
  }

  static changed(view: View, { point, command }: Hook, path: string): HookFailed {
    const { clusterIdentifier } = view.desired.annotation;
    const message = `The hook ${point} of ${clusterIdentifier} was not run (${command}): ${path} is not what it was when the run began, so nobody has approved what it does. ${stands[point]}`;
    const remedy = `Put the file back, or run the command again, which shows the hooks as they are then: ${commandOf(view, point)}`;
    return new HookFailed(point, 'HOOK_CHANGED', message, remedy, ExitCode.refused);
  }
}

/** Undefined for success. */
export function whyFailed({ timeoutSeconds }: Pick<Hook, 'timeoutSeconds'>, ended: HookEnd): string | undefined {
  switch (ended.kind) {
    case 'exited':
      return ended.code === 0 ? undefined : `ended with exit code ${ended.code}`;
    case 'killed':
      return `was ended by ${ended.signal}`;
    case 'timeout':
      return `was stopped after its limit of ${timeoutSeconds} s`;
    case 'not-started':
      return `could not be started (${ended.message})`;
  }
}

const notSwitched = 'Nothing was switched over; production is untouched, and green still exists and costs money.';
const switched = 'It decides nothing: the upgrade goes on.';

const stands: Readonly<Record<HookPoint, string>> = {
  verifyGreen: notSwitched,
  beforeSwitchover: notSwitched,
  atSwitchover: switched,
  afterSwitchover: switched,
  afterCleanup: 'It decides nothing: the old environment is gone.',
  onFailure: 'What beforeSwitchover did may still be in effect.',
};

/** After the deletion of the old environment there is nothing to continue. */
const commandOf = (view: View, point: HookPoint) =>
  point === 'afterCleanup' ? cleanupCommand(view) : continueCommand(view);

function remedyOf(view: View, point: HookPoint): string {
  if (point === 'afterCleanup') return 'Check its output, and run it by hand.';
  if (point === 'onFailure') return 'Check its output, and run it by hand; the next run that fails repeats it.';
  if (point === 'atSwitchover' || point === 'afterSwitchover') {
    return `Check its output; the next run repeats it: ${continueCommand(view)}`;
  }
  return `Check its output, then continue: ${continueCommand(view)}; or abort the upgrade: ${abortCommand(view)}`;
}
