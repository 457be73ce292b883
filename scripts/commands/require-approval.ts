import { approvalEvent, notApproved } from '../cli/not-approved';
import { observe } from '../observed/observe';
import type { AllSources } from '../observed/sources';
import type { Report } from '../report/event';
import { matchOf } from '../runbook/approval/approval';
import { approvalFacts, nextApproval } from '../runbook/approval/next-approval';
import { apart } from '../runbook/two-looks';
import type { Clock } from '../runtime/clock';
import { attempt } from '../view/attempt';
import { phaseOf } from '../view/phase';
import { requestOf } from '../view/request';
import type { View } from '../view/view';

/**
 * With `--approve`, where green stands: a code that does not cover what there is now is refused before a hook runs or a snapshot is made,
 * and not only in the window, when nobody is awake; what a code would cover now is shown. Decided on two looks. The question of the switchover compares it once more.
 * @throws UpgradeError NOT_APPROVED
 */
export async function requireApproval(
  start: View,
  codes: readonly string[],
  sources: AllSources & { clock: Clock },
  report: Report,
): Promise<void> {
  if (codes.length === 0 || phaseOf(start) !== 'underway') return;
  let view: View = { ...start, facts: { ...start.facts } };
  for (let look = 1; ; look += 1) {
    await observe(view, ['production', 'deployments'], sources);
    await observe(view, approvalFacts(view), sources);
    const approval = phaseOf(view) === 'underway' ? nextApproval(view) : undefined;
    if (approval === undefined) return;
    // RDS has cancelled a switchover: that ends the run first, and says why.
    if (attempt(view).kind === 'cancelled' && requestOf(view, 'upgrade').retrySwitchover !== true) return;
    const match = matchOf(approval, codes);
    if (match.kind === 'approved') return;
    if (look === 2) {
      const cluster = view.desired.annotation.clusterIdentifier;
      report(approvalEvent(cluster, approval));
      throw notApproved(cluster, approval, match);
    }
    await sources.clock.sleep(apart);
    view = { ...view, now: sources.clock.now(), facts: {} };
  }
}
