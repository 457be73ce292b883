import { nothingBefore, upgraded } from '../../observed/phase';
import { fact } from '../../observed/view';
import { greenProblems } from '../../preflight/green-checks';
import { abortCommand } from '../../report/commands';
import { UpgradeError } from '../../runtime/errors';
import { done, refuse, type Step } from '../step';

/** A deployment can read AVAILABLE while green stayed on the old version: its upgrade failed (reference: rds-api, 7.9). */
export const verifyGreen: Step = {
  id: 'verify-green',
  title: 'Verify green',
  section: '5',
  outline: (view) => `check that green runs ${view.target} with the target groups`,
  needs: (view) => (fact(view, 'deployments').underway?.status === 'AVAILABLE' ? ['green'] : []),
  assess(view) {
    if (upgraded(view)) return done(nothingBefore(view));
    const status = fact(view, 'deployments').underway?.status;
    if (status !== 'AVAILABLE') return done('green was verified before the switchover');
    const green = fact(view, 'green');
    const problems = green === null ? ['green is not visible'] : greenProblems(view, green);
    if (problems.length > 0) {
      return refuse(
        new UpgradeError({
          code: 'GREEN_WRONG',
          message: `Green of ${view.desired.annotation.clusterIdentifier} is not what was asked for: ${problems.join('; ')}.`,
          remedy: `Production is untouched. Look at green's events, then remove it: ${abortCommand(view)}`,
        }),
      );
    }
    return done(`${green!.cluster.identifier} runs ${view.target}, endpoint ${green!.cluster.endpoint ?? 'unknown'}`);
  },
};
