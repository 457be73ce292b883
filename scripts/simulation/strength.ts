import type { ClusterRecord, Region } from '../embedded-rds/world/world';

/** What must not become less by an act of ours: numbers may not fall, sets may not lose a member. */
export interface Strength {
  deletionProtection: number;
  iamAuthentication: number;
  backupRetention: number;
  copyTags: number;
  encryption: number;
  logExports: string[];
  roles: string[];
  tags: string[];
  endpoints: string[];
  scaling: string[];
  instances: string[];
  insights: string[];
  monitoring: string[];
  private: string[];
}

/** Of a cluster that has, or had, production's name. */
export function strengthOf(region: Region, cluster: ClusterRecord): Strength {
  const { settings } = cluster;
  const members = Object.values(region.instances).filter((instance) => instance.cluster === cluster.resourceId);
  const which = (holds: (instance: (typeof members)[number]) => boolean) =>
    members.filter(holds).map(({ identifier }) => identifier);
  const scalable = region.scalableTargets[`cluster:${cluster.identifier}`];
  return {
    deletionProtection: Number(cluster.deletionProtection),
    iamAuthentication: Number(settings.IAMDatabaseAuthenticationEnabled ?? false),
    backupRetention: settings.BackupRetentionPeriod ?? 0,
    copyTags: Number(settings.CopyTagsToSnapshot ?? false),
    encryption: Number(settings.StorageEncrypted ?? false),
    logExports: settings.EnabledCloudwatchLogsExports ?? [],
    roles: (settings.AssociatedRoles ?? []).map(({ RoleArn, FeatureName }) => `${FeatureName} ${RoleArn}`),
    tags: cluster.tags
      .filter(({ Key }) => !Key?.startsWith('aurora-upgrade:'))
      .map(({ Key, Value }) => `${Key}=${Value}`),
    endpoints: Object.values(region.clusterEndpoints)
      .filter((endpoint) => endpoint.cluster === cluster.resourceId)
      .map(({ identifier }) => identifier),
    scaling:
      scalable === undefined
        ? []
        : ['target', ...Object.keys(scalable.policies), ...Object.keys(scalable.scheduledActions)],
    instances: which(({ status }) => status !== 'deleting'),
    insights: which(({ settings: own }) => own.PerformanceInsightsEnabled === true),
    monitoring: which(({ settings: own }) => (own.MonitoringInterval ?? 0) > 0),
    private: which(({ settings: own }) => own.PubliclyAccessible !== true),
  };
}

/** What is less now than before. */
export function weaker(before: Strength, now: Strength): (keyof Strength)[] {
  return (Object.keys(before) as (keyof Strength)[]).filter((name) => {
    const [was, is] = [before[name], now[name]];
    if (typeof was === 'number' || typeof is === 'number') return Number(is) < Number(was);
    return was.some((each) => !is.includes(each));
  });
}
