import { HookFailed } from '../../hooks/hook-failed';
import type { HookRunner } from '../../hooks/hook-runner';
import type { Report } from '../../report/event';
import { inOneLine } from '../../runtime/printable';
import { phaseOf } from '../../view/phase';
import { tagKey } from '../../view/tag-key';
import type { View } from '../../view/view';
import type { Step } from '../step';
import { deploymentOf, hookOf, ran, runOf, willRun } from './of-view';
import { writeTag } from './write-tag';

const points = ['atSwitchover', 'afterSwitchover'] as const;
type Point = (typeof points)[number];

const tagOf = { atSwitchover: tagKey.hookAt, afterSwitchover: tagKey.hookAfter };

/**
 * Once production is verified: what runs alongside is waited for, and `afterSwitchover` is run. Neither decides anything. What succeeded
 * is tagged, so that no later run repeats it.
 */
export const withAfterSwitchover = (step: Step, runner: HookRunner | undefined, report: Report): Step => ({
  ...step,
  outline: (view) =>
    [
      step.outline(view),
      ...due(view, 'afterSwitchover').map((hook) => `run the hook afterSwitchover: ${inOneLine(hook.command)}`),
    ].join('; '),
  assess(view) {
    const verdict = step.assess(view);
    if (verdict.state !== 'done' || phaseOf(view) !== 'switched') return verdict;
    const next = points.flatMap((point) => due(view, point))[0];
    if (next === undefined) return verdict;
    const runs = runOf(view, next.point)?.state === 'running';
    return { state: 'act', will: [runs ? `wait for the hook ${next.point} to end` : willRun(next)], once: true };
  },
  async execute(view, { rds }) {
    const point = points.find((each) => due(view, each).length > 0)!;
    const failed = await outcome(view, point, runner!);
    if (failed === undefined) await writeTag(view, rds, tagOf[point], view.now, report);
    else report(warningOf(view, failed));
    return { hooks: ran(view, point, failed === undefined ? 'succeeded' : 'failed') };
  },
});

/** Not tagged by an earlier run, and not ended in this one. */
function due(view: View, point: Point) {
  const hook = hookOf(view, point);
  const state = runOf(view, point)?.state;
  const isOver = state === 'succeeded' || state === 'failed' || deploymentOf(view)?.tags[tagOf[point]] !== undefined;
  return hook === undefined || isOver ? [] : [hook as typeof hook & { point: Point }];
}

async function outcome(view: View, point: Point, runner: HookRunner): Promise<HookFailed | undefined> {
  if (runOf(view, point)?.state === 'running') return runner.ended(point);
  try {
    await runner.run(view, point);
    return undefined;
  } catch (error) {
    if (error instanceof HookFailed) return error;
    throw error;
  }
}

export const warningOf = (view: View, { code, message, remedy }: HookFailed) => ({
  code: 'WARNING' as const,
  cluster: view.desired.annotation.clusterIdentifier,
  id: code,
  message,
  remedy,
});

/** Whether a hook after the switchover failed in this run: reported by the exit code, for nothing else would tell a pipeline. */
export const failedAfter = (view: View): boolean =>
  points.some((point) => view.memory.hooks[point]?.state === 'failed');
