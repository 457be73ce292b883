import type { HookRunner } from '../../hooks/hook-runner';
import { continueCommand } from '../../report/commands';
import { refusal, type UpgradeError } from '../../runtime/errors';
import { inOneLine } from '../../runtime/printable';
import { tagKey } from '../../view/tag-key';
import { fact, type View } from '../../view/view';
import { type Acting, type Assessment, refuse, type Step } from '../step';
import { deploymentOf, hookOf, ran, runOf, tagsArn, undoneAt, willRun } from './of-view';

/**
 * `beforeSwitchover` is asked for by the very question of the switchover, and runs once that was answered; then everything is looked at
 * anew from the first step on, the gates included. `atSwitchover` begins when RDS has taken the switchover, or as soon as one is seen.
 */
export const withSwitchoverHooks = (step: Step, runner: HookRunner | undefined): Step => ({
  ...step,
  outline: (view) => [...hooksOf(view), step.outline(view)].join('; '),
  assess(view) {
    const verdict = step.assess(view);
    const before = dueBefore(view, verdict);
    if (before !== undefined) return before;
    if (isUndone(view, verdict)) return refuse(undone(view));
    return dueAlongside(view) ?? verdict;
  },
  async execute(view, ports, lines) {
    const { rds } = ports;
    const [before, alongside] = [hookOf(view, 'beforeSwitchover'), hookOf(view, 'atSwitchover')];
    if (before !== undefined && lines.includes(willRun(before))) {
      runner!.requireUnchanged(view, 'beforeSwitchover');
      // Written first: whoever comes after a kill must know that there may be something to undo.
      await rds.addTags(tagsArn(view), { [tagKey.hookBegun]: new Date(view.now).toISOString() });
      await runner!.run(view, 'beforeSwitchover');
      return { hooks: ran(view, 'beforeSwitchover', 'succeeded') };
    }
    if (alongside !== undefined && lines.includes(willRun(alongside))) {
      runner!.start(view, 'atSwitchover');
      return { hooks: ran(view, 'atSwitchover', 'running') };
    }
    const outcome = (await step.execute!(view, ports, lines)) ?? {};
    const accepted = isSwitchover(step.assess(view)) && outcome.busy === undefined;
    if (!accepted || alongside === undefined || runOf(view, 'atSwitchover') !== undefined) return outcome;
    runner!.start(view, 'atSwitchover');
    return { ...outcome, hooks: ran(view, 'atSwitchover', 'running') };
  },
});

/** Else it is what the step does before, such as the journal that is written anew. */
const isSwitchover = (verdict: Assessment) => verdict.state === 'act' && verdict.kind === 'switchover';

function hooksOf(view: View): string[] {
  const hooks = [hookOf(view, 'beforeSwitchover'), hookOf(view, 'atSwitchover')];
  return hooks.flatMap((hook) =>
    hook === undefined ? [] : [`run the hook ${hook.point}: ${inOneLine(hook.command)}`],
  );
}

/** Only where the switchover itself is what comes next. */
function dueBefore(view: View, verdict: Assessment): Acting | undefined {
  const hook = hookOf(view, 'beforeSwitchover');
  if (hook === undefined || verdict.state !== 'act' || verdict.confirm === undefined) return undefined;
  if (runOf(view, 'beforeSwitchover') !== undefined) return undefined;
  return { state: 'act', will: [willRun(hook)], confirm: verdict.confirm, once: true };
}

/** An `abort`, or another run that was refused, has run `onFailure` since: what was paused for this switchover is not any more. */
function isUndone(view: View, verdict: Assessment): boolean {
  const before = runOf(view, 'beforeSwitchover');
  return verdict.state === 'act' && verdict.confirm !== undefined && before !== undefined && undoneAt(view) > before.at;
}

const undone = (view: View): UpgradeError =>
  refusal(
    'HOOK_UNDONE',
    `Another run has run onFailure of ${view.desired.annotation.clusterIdentifier} since this one ran beforeSwitchover: what that did no longer stands, and production was not switched over.`,
    `Find out whether somebody aborts the upgrade. Then continue: ${continueCommand(view)}`,
  );

/** Begun by a run that was killed, or whose answer was lost. */
function dueAlongside(view: View): Acting | undefined {
  const hook = hookOf(view, 'atSwitchover');
  if (hook === undefined || fact(view, 'deployments').underway?.status !== 'SWITCHOVER_IN_PROGRESS') return undefined;
  if (runOf(view, 'atSwitchover') !== undefined || deploymentOf(view)?.tags[tagKey.hookAt] !== undefined)
    return undefined;
  return { state: 'act', will: [willRun(hook)] };
}
