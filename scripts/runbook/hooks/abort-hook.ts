import type { HookRunner } from '../../hooks/hook-runner';
import type { View } from '../../view/view';
import { abortSteps } from '../abort';
import { deleteDeployment } from '../abort/delete-deployment';
import type { RunEnvironment } from '../run';
import type { Step } from '../step';
import { hookOf, openSince, ran, runOf, willRun } from './of-view';
import { runUndo } from './undo';

/** The steps of an abort, with the hook that undoes what `beforeSwitchover` did. */
export const abortStepsWith = (runner: HookRunner, env: Pick<RunEnvironment, 'report' | 'clock'>): readonly Step[] =>
  abortSteps.map((step) => (step === deleteDeployment ? withUndo(step, runner, env) : step));

/** Before the deployment is deleted, whose tags are what says that something is to be undone; by the same question. */
const withUndo = (step: Step, runner: HookRunner, env: Pick<RunEnvironment, 'report' | 'clock'>): Step => ({
  ...step,
  assess(view) {
    const verdict = step.assess(view);
    if (verdict.state !== 'act' || !isDue(view)) return verdict;
    const { confirm } = verdict;
    return { state: 'act', will: [willRun(hookOf(view, 'onFailure')!)], once: true, ...(confirm && { confirm }) };
  },
  async execute(view, ports, lines) {
    if (!isDue(view)) return (await step.execute!(view, ports, lines)) ?? {};
    const failure = { outcome: 'ABORTED', reason: 'The upgrade was aborted before the switchover.' };
    const undone = await runUndo(view, failure, { ...env, ports }, runner);
    return { hooks: ran(view, 'onFailure', undone ? 'succeeded' : 'failed') };
  },
});

const isDue = (view: View) =>
  hookOf(view, 'onFailure') !== undefined && openSince(view) !== undefined && runOf(view, 'onFailure') === undefined;
