import type { AccountAttributesMessage, DescribeAccountAttributesMessage } from '@aws-sdk/client-rds';
import type { Action } from './action';

/** The quotas of a new account, from the API reference's example, with what is used of them. Nothing enforces them. */
export const describeAccountAttributes: Action<DescribeAccountAttributesMessage, AccountAttributesMessage> = ({
  region,
}) => {
  const quota = (AccountQuotaName: string, records: object, Max: number) => ({
    AccountQuotaName,
    Used: Object.keys(records).length,
    Max,
  });
  const manual = Object.values(region.clusterSnapshots).filter(({ settings }) => settings.SnapshotType !== 'automated');
  return {
    AccountQuotas: [
      quota('DBInstances', region.instances, 40),
      quota('DBClusters', region.clusters, 40),
      quota('DBParameterGroups', region.parameterGroups, 50),
      quota('DBClusterParameterGroups', region.clusterParameterGroups, 50),
      quota('DBSubnetGroups', region.subnetGroups, 50),
      quota('ManualClusterSnapshots', manual, 100),
      quota('CustomEndpointsPerDBCluster', {}, 5),
    ],
  };
};
