import { observe } from '../observed/observe';
import { phaseOf } from '../observed/phase';
import type { Sources } from '../observed/sources';
import type { View } from '../observed/view';
import type { Prediction } from '../prediction/predicted-change';
import type { Report } from '../report/event';
import type { UpgradeError } from '../runtime/errors';
import { assess } from './next-step';
import type { Step } from './step';

export interface Planned {
  /** Whether a run would change anything: RDS or the code. Reading a plan again is no change. */
  work: boolean;
  refusal?: UpgradeError;
}

/**
 * `--plan`: the same decision without the execution. The steps that depend on blue alone are all assessed, so that every
 * obstacle is shown at once; those behind the first open step can only be outlined.
 */
export async function plan(view: View, steps: readonly Step[], sources: Sources, report: Report): Promise<Planned> {
  await observe(view, ['production', 'deployments'], sources);
  const before = phaseOf(view) === 'before';
  const onBlueAlone = steps.findIndex((step) => step.id === 'create-deployment');
  const planned: Planned = { work: false };
  let open = false;
  for (const [index, step] of steps.entries()) {
    const about = {
      cluster: view.desired.annotation.clusterIdentifier,
      step: step.id,
      section: step.section,
      title: step.title,
    };
    const tellPrediction = (prediction: Prediction | undefined) => {
      if (prediction !== undefined) report({ code: 'PREDICTION', cluster: about.cluster, plan: true, ...prediction });
    };
    if (open && !(before && index <= onBlueAlone)) {
      report({ code: 'STEP_WILL', ...about, will: [step.outline(view)] });
      continue;
    }
    const assessment = await assess(step, view, sources);
    switch (assessment.state) {
      case 'done':
        report({ code: 'STEP_DONE', ...about, because: assessment.because, plan: true });
        tellPrediction(assessment.prediction);
        for (const warning of assessment.warnings ?? [])
          report({ code: 'WARNING', cluster: about.cluster, ...warning });
        continue;
      case 'act':
        report({ code: 'STEP_WILL', ...about, will: assessment.will });
        break;
      case 'wait':
        report({ code: 'STEP_WILL', ...about, will: [`wait for ${assessment.for}`] });
        break;
      case 'refuse':
        tellPrediction(assessment.prediction);
        report({
          code: 'STEP_WILL',
          ...about,
          will: [`refused: ${assessment.error.message} ${assessment.error.remedy}`],
        });
        planned.refusal ??= assessment.error;
    }
    open = true;
    if (step.id !== 'prove-plan') planned.work = true;
  }
  return planned;
}
