import type { HookRunner } from '../../hooks/hook-runner';
import { inOneLine } from '../../runtime/printable';
import { fact } from '../../view/view';
import type { Step } from '../step';
import { hookOf, ran, runOf, willRun } from './of-view';

/** The team's own check of green, once ours have passed. In every run: what was right yesterday may not be now. */
export const withVerifyGreen = (step: Step, runner: HookRunner | undefined): Step => ({
  ...step,
  outline: (view) =>
    `${step.outline(view)}, and run the hook verifyGreen: ${inOneLine(hookOf(view, 'verifyGreen')?.command ?? '')}`,
  assess(view) {
    const verdict = step.assess(view);
    const hook = hookOf(view, 'verifyGreen');
    const isGreen = view.facts.deployments?.underway?.status === 'AVAILABLE' && fact(view, 'green') !== null;
    if (verdict.state !== 'done' || hook === undefined || !isGreen) return verdict;
    if (runOf(view, 'verifyGreen')?.state === 'succeeded') {
      return { ...verdict, because: `${verdict.because}; the hook verifyGreen passed` };
    }
    return { state: 'act', will: [willRun(hook)], once: true };
  },
  async execute(view) {
    await runner!.run(view, 'verifyGreen');
    return { hooks: ran(view, 'verifyGreen', 'succeeded') };
  },
});
