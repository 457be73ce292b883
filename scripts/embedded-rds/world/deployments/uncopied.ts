import type { DBCluster, DBInstance } from '@aws-sdk/client-rds';
import { backupWindow, maintenanceWindow } from '../clusters/default-windows';
import type { ClusterRecord, InstanceRecord } from '../world';

/** What a cluster has that nobody has set, for each setting that green may come without. */
const clusterDefaults = {
  EnabledCloudwatchLogsExports: () => undefined,
  HttpEndpointEnabled: () => false,
  CopyTagsToSnapshot: () => false,
  IAMDatabaseAuthenticationEnabled: () => false,
  AutoMinorVersionUpgrade: () => true,
  BackupRetentionPeriod: () => 1,
  PreferredBackupWindow: backupWindow,
  PreferredMaintenanceWindow: maintenanceWindow,
  ServerlessV2ScalingConfiguration: () => undefined,
  PerformanceInsightsEnabled: () => undefined,
  PerformanceInsightsKMSKeyId: () => undefined,
  PerformanceInsightsRetentionPeriod: () => undefined,
  MonitoringInterval: () => undefined,
  MonitoringRoleArn: () => undefined,
  DatabaseInsightsMode: () => 'standard',
} satisfies Partial<Record<keyof DBCluster, (identifier: string) => unknown>>;

const instanceDefaults = {
  AutoMinorVersionUpgrade: () => true,
  PubliclyAccessible: () => false,
  CopyTagsToSnapshot: () => false,
  CACertificateIdentifier: () => 'rds-ca-rsa2048-g1',
  PreferredMaintenanceWindow: maintenanceWindow,
  PerformanceInsightsEnabled: () => false,
  PerformanceInsightsKMSKeyId: () => undefined,
  PerformanceInsightsRetentionPeriod: () => undefined,
  MonitoringInterval: () => 0,
  MonitoringRoleArn: () => undefined,
  DatabaseInsightsMode: () => 'standard',
} satisfies Partial<Record<keyof DBInstance, (identifier: string) => unknown>>;

/** What the choice `notCopiedToGreen` can name. */
export const uncopiedMembers: string[] = [
  ...new Set([
    'DeletionProtection',
    'PromotionTier',
    'TagList',
    ...Object.keys(clusterDefaults),
    ...Object.keys(instanceDefaults),
  ]),
];

/** A green cluster without what is not copied. */
export function withoutUncopied(green: ClusterRecord, uncopied: string[]): ClusterRecord {
  return {
    ...green,
    deletionProtection: uncopied.includes('DeletionProtection') ? false : green.deletionProtection,
    tags: uncopied.includes('TagList') ? [] : green.tags,
    settings: { ...green.settings, ...defaults(clusterDefaults, green.identifier, uncopied) },
  };
}

export function instanceWithoutUncopied(green: InstanceRecord, uncopied: string[]): InstanceRecord {
  return {
    ...green,
    promotionTier: uncopied.includes('PromotionTier') ? 1 : green.promotionTier,
    tags: uncopied.includes('TagList') ? [] : green.tags,
    settings: { ...green.settings, ...defaults(instanceDefaults, green.identifier, uncopied) },
  };
}

function defaults(
  of: Record<string, (identifier: string) => unknown>,
  identifier: string,
  uncopied: string[],
): Record<string, unknown> {
  const names = uncopied.filter((name) => Object.hasOwn(of, name));
  return Object.fromEntries(names.map((name) => [name, of[name]?.(identifier)]));
}
