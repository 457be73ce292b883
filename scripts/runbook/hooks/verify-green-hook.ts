import type { HookRunner } from '../../hooks/hook-runner';
import type { Report } from '../../report/event';
import { inOneLine } from '../../runtime/printable';
import type { Hook } from '../../view/hooks';
import { switchTime } from '../../view/switch-schedule';
import { tagKey } from '../../view/tag-key';
import { fact, type View } from '../../view/view';
import { digest } from '../approval/digest';
import type { Step } from '../step';
import { deploymentOf, hookOf, ran, runOf, willRun } from './of-view';
import { writeTag } from './write-tag';

/**
 * The team's own check of green, once ours have passed. In every run, as what was right yesterday may not be now; but a run that comes
 * every five minutes, until the window opens, does not repeat what passed outside it.
 */
export const withVerifyGreen = (step: Step, runner: HookRunner | undefined, report: Report): Step => ({
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
    if (awaitsWindow(view) && deploymentOf(view)?.tags[tagKey.hookVerified] === versionOf(hook)) {
      return { ...verdict, because: `${verdict.because}; the hook verifyGreen passed, and is run again in the window` };
    }
    return { state: 'act', will: [willRun(hook)], once: true };
  },
  async execute(view, { rds }) {
    await runner!.run(view, 'verifyGreen');
    if (awaitsWindow(view))
      await writeTag(view, rds, tagKey.hookVerified, versionOf(hookOf(view, 'verifyGreen')!), report);
    return { hooks: ran(view, 'verifyGreen', 'succeeded') };
  },
});

const awaitsWindow = (view: View): boolean => switchTime(view).kind === 'closed';

/** Another command or other bytes have not passed yet. */
const versionOf = ({ command, env, files }: Hook): string => digest({ command, env, files }).slice(0, 16);
