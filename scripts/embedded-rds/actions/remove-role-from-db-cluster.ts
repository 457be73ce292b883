import type { RemoveRoleFromDBClusterMessage } from '@aws-sdk/client-rds';
import { fault } from '../wire/service-fault';
import { refuseClusterInSwitchover, requireAvailableCluster } from '../world/clusters/state-rules';
import { clusterNamed } from '../world/lookup';
import type { Action } from './action';

export const removeRoleFromDBCluster: Action<RemoveRoleFromDBClusterMessage, object> = (context, input) => {
  const cluster = clusterNamed(context, input.DBClusterIdentifier ?? '');
  refuseClusterInSwitchover(context.region, cluster);
  requireAvailableCluster(cluster);
  const feature = input.FeatureName || undefined;
  const roles = cluster.settings.AssociatedRoles ?? [];
  const left = roles.filter(({ RoleArn, FeatureName }) => RoleArn !== input.RoleArn || FeatureName !== feature);
  if (left.length === roles.length) {
    throw fault(
      'DBClusterRoleNotFoundFault',
      `The role ${input.RoleArn} is not associated with the DB cluster ${cluster.identifier}.`,
    );
  }
  cluster.settings.AssociatedRoles = left;
  return {};
};
