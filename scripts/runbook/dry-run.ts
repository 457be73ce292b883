import type { Sources } from '../observed/sources';
import type { Prediction } from '../plans/prediction/predicted-change';
import { detailsOf } from '../report/error-event';
import type { Report } from '../report/event';
import { progressText } from '../report/progress';
import type { UpgradeError } from '../runtime/errors';
import { given } from '../runtime/given';
import type { View } from '../view/view';
import { look } from './look';
import type { Assessment, Done, Step } from './step';
import { tellWatch } from './tell-watch';

export interface Planned {
  /** Whether a run would change anything: RDS or the code. Reading a plan again is no change. */
  work: boolean;
  refusal?: UpgradeError;
}

/**
 * `--plan`: the same tick without the execution. What depends on blue alone is assessed, so that every obstacle shows at once; the
 * other steps behind the first open one can only be outlined.
 */
export async function plan(view: View, steps: readonly Step[], sources: Sources, report: Report): Promise<Planned> {
  const { position, failure } = await look(view, steps, sources, { foresee: true });
  if (position === undefined) throw failure;
  const planned: Planned = { work: false };
  for (const { step, because } of position.done) tellStep(view, step, because, report, planned);
  for (const { step, assessment } of [...(position.next ? [position.next] : []), ...position.later]) {
    tellStep(view, step, assessment, report, planned);
  }
  for (const event of tellWatch(view).events) report(event);
  return planned;
}

/** Steps of which nothing can be said yet but what they are for. */
export function planLater(view: View, steps: readonly Step[], report: Report, planned: Planned): void {
  for (const step of steps) tellStep(view, step, undefined, report, planned);
}

function tellStep(view: View, step: Step, assessment: Assessment | undefined, report: Report, planned: Planned): void {
  const { id, section, title } = step;
  const cluster = view.desired.annotation.clusterIdentifier;
  const about = { cluster, step: id, section, title };
  const tellPrediction = (prediction: Prediction | undefined) => {
    if (prediction !== undefined) report({ code: 'PREDICTION', cluster, plan: true, ...prediction });
  };
  if (assessment?.state === 'done') {
    report({ code: 'STEP_DONE', ...about, because: assessment.because, plan: true });
    tellPrediction(assessment.prediction);
    for (const warning of assessment.warnings ?? []) report({ code: 'WARNING', cluster, ...warning });
    return;
  }
  if (step.idle !== true && assessment !== undefined) planned.work = true;
  if (assessment?.state === 'refuse') {
    tellPrediction(assessment.prediction);
  }
  const state = stateOf(assessment, planned);
  if (assessment?.state === 'refuse') planned.refusal ??= assessment.error;
  const will = assessment === undefined ? [step.outline(view)] : linesOf(assessment);
  const details = assessment?.state === 'refuse' ? detailsOf(assessment.error) : {};
  report({ code: 'STEP_WILL', ...about, will, ...given({ idle: step.idle, state }), ...details });
}

function stateOf(assessment: Assessment | undefined, { refusal }: Planned): 'refused' | 'unreached' | undefined {
  if (assessment?.state === 'refuse') return 'refused';
  return refusal === undefined ? undefined : 'unreached';
}

function linesOf(assessment: Exclude<Assessment, Done>): string[] {
  switch (assessment.state) {
    case 'act':
      return assessment.will;
    case 'wait':
      return [`wait for ${progressText(assessment.for)}`];
    case 'pause':
      return [assessment.because];
    case 'refuse':
      return [`refused: ${assessment.error.message} ${assessment.error.remedy}`];
  }
}
