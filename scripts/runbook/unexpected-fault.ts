import { RdsFault, type RdsUnreachable } from '../aws/faults';
import { continueCommand } from '../report/commands';
import { UpgradeError } from '../runtime/errors';
import type { View } from '../view/view';
import { remedyOf } from './fault-remedies';

/** Ends a run at a fault that no step expects, or at a change that does not arrive. */
export function unexpectedFault(view: View, fault: RdsFault | RdsUnreachable): UpgradeError {
  const name = fault instanceof RdsFault ? fault.fault : 'no answer for 15 minutes';
  const service = fault instanceof RdsFault ? fault.service : 'RDS';
  return new UpgradeError({
    code: 'RDS_REFUSED',
    message: `${service} refused ${fault.operation} for ${view.desired.annotation.clusterIdentifier} (${name}): ${fault.message}`,
    remedy:
      fault instanceof RdsFault ? remedyOf(view, fault) : `When it answers again, continue: ${continueCommand(view)}`,
    cause: fault,
  });
}
