import type { DescribePendingMaintenanceActionsMessage, PendingMaintenanceActionsMessage } from '@aws-sdk/client-rds';
import { applyFilters } from '../world/filters';
import type { Action } from './action';

/** Nothing is ever pending here: what RDS does by itself, a test asks for (server/control.ts). */
export const describePendingMaintenanceActions: Action<
  DescribePendingMaintenanceActionsMessage,
  PendingMaintenanceActionsMessage
> = (_context, input) => {
  const none = applyFilters<never>([], input.Filters, {
    'db-cluster-id': () => undefined,
    'db-instance-id': () => undefined,
  });
  return { PendingMaintenanceActions: none };
};
