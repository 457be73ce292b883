import {
  leftBehindByName,
  oldFindings,
  rowFindings,
  type Wrong,
  wrongInProduction,
} from '../../preflight/production-checks';
import { continueCommand } from '../../report/commands';
import { counted } from '../../runtime/counted';
import { ExitCode, UpgradeError } from '../../runtime/errors';
import { phaseOf } from '../../view/phase';
import { fact, type View } from '../../view/view';
import { done, type Refusal, refuse, type Step } from '../step';
import { waitForProduction } from './production-available';

/** Versions, groups and members; whatever else a switchover drops was restored by the step before. */
export const verifyProduction: Step = {
  id: 'verify-production',
  title: 'Verify production',
  section: '7',
  outline: () => 'check versions, members and groups',
  needs: (view) => (phaseOf(view) === 'switched' ? ['old'] : []),
  doneWhen: 'versions and groups are right; no member or endpoint is missing or mixed up',
  assess(view) {
    const { cluster, instances } = fact(view, 'production');
    if (phaseOf(view) !== 'switched') {
      const left = leftBehindByName(view);
      return left.length > 0 ? differs(view, left) : done(`${cluster.identifier} runs ${cluster.engineVersion}`);
    }
    const waiting = waitForProduction(view);
    if (waiting !== undefined) return waiting;
    const wrong = wrongInProduction(view);
    if (wrong.length > 0) return differs(view, wrong);
    return {
      state: 'done',
      because: `${cluster.identifier} and ${counted(instances.length, 'instance')} run ${view.target} and are available; nothing that RDS showed of blue is missing`,
      warnings: [...rowFindings(view), ...oldFindings(view)],
    };
  },
};

function differs(view: View, wrong: readonly Wrong[]): Refusal {
  const { cluster } = fact(view, 'production');
  const remedies = wrong.flatMap(({ remedy }) => remedy ?? []);
  return refuse(
    new UpgradeError({
      code: 'PRODUCTION_DIFFERS',
      message: `After the switchover ${cluster.identifier} is not as it was: ${wrong.map(({ what }) => what).join('; ')}.`,
      remedy: `${remedies.length === 0 ? 'Fix it' : remedies.join(' ')}${remedies.length === 0 ? ', then' : ' Then'} continue: ${continueCommand(view)}`,
      exitCode: ExitCode.failed,
    }),
  );
}
