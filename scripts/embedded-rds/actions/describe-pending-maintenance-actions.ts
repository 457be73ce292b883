import type {
  DescribePendingMaintenanceActionsMessage,
  PendingMaintenanceActionsMessage,
  ResourcePendingMaintenanceActions,
} from '@aws-sdk/client-rds';
import { applyFilters } from '../world/filters';
import { nameOf, parseArn } from '../world/names/arn';
import { paginate } from '../world/paginate';
import type { Action } from './action';

/** Nothing is pending here by itself: a test says what (server/control-maintenance.ts). It is never done, and never over. */
export const describePendingMaintenanceActions: Action<
  DescribePendingMaintenanceActionsMessage,
  PendingMaintenanceActionsMessage
> = (context, input) => {
  const { region } = context;
  const all = Object.entries(region.pendingMaintenance).map(
    ([resource, { action, description, appliedAt }]): ResourcePendingMaintenanceActions => ({
      ResourceIdentifier: resource,
      PendingMaintenanceActionDetails: [
        {
          Action: action,
          Description: description,
          ...(appliedAt === undefined ? {} : { CurrentApplyDate: new Date(appliedAt) }),
        },
      ],
    }),
  );
  const ofKind = (kind: string) => (each: ResourcePendingMaintenanceActions) => {
    const arn = parseArn(each.ResourceIdentifier ?? '');
    return arn?.kind === kind ? [arn.name, each.ResourceIdentifier!] : undefined;
  };
  const asked = input.ResourceIdentifier;
  const wanted = all.filter(
    ({ ResourceIdentifier: arn = '' }) =>
      !asked || nameOf(context, 'cluster', arn) === nameOf(context, 'cluster', asked),
  );
  const matching = applyFilters(wanted, input.Filters, {
    'db-cluster-id': ofKind('cluster'),
    'db-instance-id': ofKind('db'),
  });
  const { page, Marker } = paginate(matching, input, ({ ResourceIdentifier = '' }) => ResourceIdentifier);
  return { PendingMaintenanceActions: page, Marker };
};
