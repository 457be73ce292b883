import { endpointFacts } from '../../carry-over/of-view';
import { lagFindings, tooFarBehind } from '../../preflight/api/lag';
import { unchecked } from '../../preflight/api/unchecked';
import { factsOfCancelled } from '../../preflight/cancelled-attempt';
import { detailsOf } from '../../preflight/details-of';
import type { Finding } from '../../preflight/finding';
import { isBusy, limitsLoad } from '../../preflight/load-gate';
import { busyMembers, switchoverFindings } from '../../preflight/switchover-gates';
import { abortCommand, continueCommand } from '../../report/commands';
import { ExitCode, UpgradeError } from '../../runtime/errors';
import { nothingBefore, upgraded } from '../../view/phase';
import { requestOf } from '../../view/request';
import { type Fact, fact, type View } from '../../view/view';
import { done, refuse, type Step } from '../step';
import { inVain } from '../unwell';
import { dataGate, dataWarnings } from './data-gate';
import { gateWaits } from './gate-waits';

const gateFacts: Fact[] = ['targetValues', 'green', 'greenEvents', 'sourceEvents'];
/** What only whoever switches over must know. */
const aroundIt: Fact[] = ['integrations', 'lag'];

/** Only what the team has set a limit for, and the hint only while it is above that. */
function loadFacts(view: View): Fact[] {
  if (!limitsLoad(requestOf(view, 'upgrade'))) return [];
  return view.facts.load !== undefined && isBusy(view) ? ['load', 'quietestHour'] : ['load'];
}

export const gateSwitchover: Step = {
  id: 'gate-switchover',
  title: 'Check the gates before the switchover',
  section: '6.2',
  outline: () => 'check that everything is available and nothing is degraded',
  needs: (view) => {
    if (!beforeSwitchover(view)) return [];
    const glance = requestOf(view, 'upgrade').glance === true;
    const cancelled = glance ? [] : factsOfCancelled(view);
    if (cancelled.length > 0) return [...gateFacts, ...endpointFacts(view), ...aroundIt, ...cancelled];
    const data: Fact[] = ['dataAtSwitchover', 'greenAtSwitchover'];
    return [...gateFacts, ...endpointFacts(view), ...(glance ? [] : aroundIt), ...data, ...loadFacts(view)];
  },
  doneWhen:
    'everything is available, nothing degraded, no switchover was cancelled, no endpoint or zero-ETL is in the way; databases and load pass the gates',
  assess(view) {
    if (upgraded(view)) return done(nothingBefore(view));
    if (!beforeSwitchover(view)) return done('the switchover is running');
    const all = switchoverFindings(view);
    // What a cancellation leaves behind, on every member, is said by its own sentence.
    const cancelled = all.filter((finding) => finding.id === 'SWITCHOVER_CANCELLED');
    const findings = cancelled.length > 0 ? cancelled : all;
    if (findings.length > 0) {
      return refuse(
        new UpgradeError({
          code: findings[0]!.id,
          message: findings.map((finding) => finding.message).join(' '),
          remedy: [findings[0]!.remedy, ...toldSince(findings[0]!)].join('\n'),
          // Those of the first one are in the remedy.
          details: detailsOf(findings.slice(1)),
          // A cancelled switchover is a failure of what was asked; the other gates refuse before anything is asked of RDS.
          exitCode: findings[0]!.id === 'SWITCHOVER_CANCELLED' ? ExitCode.failed : ExitCode.refused,
        }),
      );
    }
    const busy = busyMembers(view);
    if (busy.length > 0) {
      const stuck = inVain(
        busy,
        `Fix it, then continue: ${continueCommand(view)}; to abort the upgrade: ${abortCommand(view)}`,
      );
      if (stuck !== undefined) return stuck;
      return {
        state: 'wait',
        for: { what: 'available', members: busy },
        watch: ['production', 'green', 'deployments'],
        limit: gateWaits.available.limit,
        every: 10_000,
        remedy: 'Look at these members, and run the command again once they are available.',
      };
    }
    const behind = tooFarBehind(view);
    if (behind !== undefined) {
      return {
        state: 'wait',
        for: { what: 'caught-up', ...behind },
        watch: ['production', 'green', 'deployments', 'lag'],
        limit: gateWaits.caughtUp.limit,
        every: 60_000,
        remedy: `Find out why green does not catch up (SHOW REPLICA STATUS on green), then continue: ${continueCommand(view)}; to abort the upgrade: ${abortCommand(view)}`,
      };
    }
    return (
      dataGate(view) ?? {
        ...done('every member available, green at the target, nothing degraded'),
        warnings: [...lagFindings(view), ...dataWarnings(view), ...unchecked(view)],
      }
    );
  },
};

const toldSince = ({ details = [] }: Finding) =>
  details.length === 0 ? [] : ['What RDS has reported since:', ...details.map((line) => `  ${line}`)];

/** AVAILABLE, or failed back to where it was: SWITCHOVER_FAILED means blue is production (API_BlueGreenDeployment). */
export function beforeSwitchover(view: View): boolean {
  const status = fact(view, 'deployments').underway?.status;
  return status === 'AVAILABLE' || status === 'SWITCHOVER_FAILED';
}
