import { RdsFault, type RdsUnreachable } from '../aws/faults';
import { continueCommand } from '../report/commands';
import { UpgradeError } from '../runtime/errors';
import type { View } from '../view/view';
import { remedyOf } from './fault-remedies';

/**
 * Ends a run at a fault that no step expects, or at a change that does not arrive.
 * @param lines  what was to be done: the change may concern another resource than production
 */
export function unexpectedFault(
  view: View,
  fault: RdsFault | RdsUnreachable,
  lines: readonly string[] = [],
): UpgradeError {
  const what = `${fault.operation} for ${view.desired.annotation.clusterIdentifier}`;
  const said =
    fault instanceof RdsFault
      ? `${fault.service} refused ${what} (${fault.fault})`
      : `For 15 minutes, RDS has not answered ${what}`;
  return new UpgradeError({
    code: 'RDS_REFUSED',
    message: `${said}${lines.length === 0 ? '' : `, to ${lines.join('; ')}`}: ${fault.message}`,
    remedy:
      fault instanceof RdsFault ? remedyOf(view, fault) : `When it answers again, continue: ${continueCommand(view)}`,
    cause: fault,
  });
}
