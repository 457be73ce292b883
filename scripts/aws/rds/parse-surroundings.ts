import type * as sdk from '@aws-sdk/client-rds';
import { given } from '../../runtime/given';
import { nameOfArn } from './parse';
import type { EventSubscription, Integration, PendingMaintenance, ProxyTarget, Quota } from './types';

/** Translates SDK shapes of what stands around a cluster. */

/**
 * A cluster is a target by its name, and each of its instances is one beside it, with the cluster's name
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBProxyTarget.html).
 */
export function parseProxyTarget(proxy: string, raw: sdk.DBProxyTarget): ProxyTarget[] {
  const cluster = raw.Type === 'TRACKED_CLUSTER' ? raw.RdsResourceId : raw.TrackedClusterId;
  return cluster ? [{ proxy, cluster }] : [];
}

export const parseSubscription = (raw: sdk.EventSubscription): EventSubscription => ({
  name: raw.CustSubscriptionId ?? '',
  ...given({ sourceType: raw.SourceType || undefined }),
  sources: raw.SourceIdsList ?? [],
});

export const parseIntegration = (raw: sdk.Integration): Integration => ({
  name: raw.IntegrationName ?? nameOfArn(raw.IntegrationArn ?? ''),
  sourceArn: raw.SourceArn ?? '',
  targetArn: raw.TargetArn ?? '',
  status: raw.Status ?? 'unknown',
});

export function parseMaintenance(raw: sdk.ResourcePendingMaintenanceActions): PendingMaintenance[] {
  return (raw.PendingMaintenanceActionDetails ?? []).map((each) => ({
    resource: raw.ResourceIdentifier ?? '',
    action: each.Action ?? 'unknown',
    ...given({
      description: each.Description,
      forcedAt: each.ForcedApplyDate?.getTime(),
      appliedAt: (each.CurrentApplyDate ?? each.AutoAppliedAfterDate)?.getTime(),
    }),
  }));
}

export function parseQuota({ AccountQuotaName: name, Used: used, Max: max }: sdk.AccountQuota): Quota[] {
  return name === undefined || used === undefined || max === undefined ? [] : [{ name, used, max }];
}
