import { predictionOnGreen } from '../../plans/prediction/of-view';
import { newResourceId } from '../../preflight/api/iam-authentication';
import type { Finding } from '../../preflight/finding';
import { greenProblems } from '../../preflight/green-checks';
import { precheckedFailure } from '../../preflight/prechecks/failed';
import { precheckWarnings } from '../../preflight/prechecks/warnings';
import { replacementFindings, updateFindings } from '../../preflight/prediction-checks';
import { abortCommand, continueCommand } from '../../report/commands';
import { refusal, UpgradeError } from '../../runtime/errors';
import { nothingBefore, upgraded } from '../../view/phase';
import { precheckFacts } from '../../view/prechecks';
import { fact, type View } from '../../view/view';
import { done, refuse, type Step } from '../step';

/** A deployment can read AVAILABLE while green stayed on the old version: its upgrade failed. */
export const verifyGreen: Step = {
  id: 'verify-green',
  title: 'Verify green',
  section: '5',
  outline: (view) => `check that green runs ${view.target} with the target groups`,
  needs: (view) =>
    fact(view, 'deployments').underway?.status === 'AVAILABLE' ? ['green', ...precheckFacts(view)] : [],
  doneWhen: 'green runs the target version with the groups of the code',
  assess(view) {
    if (upgraded(view)) return done(nothingBefore(view));
    const status = fact(view, 'deployments').underway?.status;
    if (status !== 'AVAILABLE') return done('green was verified before the switchover');
    const green = fact(view, 'green');
    const problems = green === null ? ['green is not visible'] : greenProblems(view, green);
    if (problems.length > 0) return refuse(wrong(view, problems));
    const prediction = predictionOnGreen(view)!;
    const replaced = replacementFindings(prediction);
    if (replaced.length > 0) return { state: 'refuse', error: wouldReplace(view, replaced), prediction };
    return {
      state: 'done',
      because: `${green!.cluster.identifier} runs ${view.target}, endpoint ${green!.cluster.endpoint ?? 'unknown'}`,
      warnings: [...updateFindings(prediction), ...newResourceId(view), ...precheckWarnings(view)],
      prediction,
    };
  },
};

function wrong(view: View, problems: readonly string[]): UpgradeError {
  const staysBehind = view.facts.green?.cluster.engineVersion !== view.target.text;
  const prechecked = staysBehind ? precheckedFailure(view) : undefined;
  return new UpgradeError({
    code: 'GREEN_WRONG',
    message: [
      `The green environment of ${view.desired.annotation.clusterIdentifier} is not as requested: ${problems.join('; ')}.`,
      ...(prechecked === undefined ? [] : [prechecked.message]),
    ].join(' '),
    remedy: [
      `Production is untouched. Look at green's events, then remove it: ${abortCommand(view)}`,
      ...(prechecked?.more ?? []),
    ].join('\n'),
  });
}

/** What only green can show: the plan after the switchover would destroy it. */
function wouldReplace(view: View, replaced: readonly Finding[]): UpgradeError {
  return refusal(
    'PLAN_REPLACE',
    replaced.map(({ message }) => message).join(' '),
    `Production is untouched. ${[...new Set(replaced.map(({ remedy }) => remedy))].join(' ')} Then continue: ${continueCommand(view)} To abort the upgrade: ${abortCommand(view)}`,
  );
}
