import type { AddRoleToDBClusterMessage } from '@aws-sdk/client-rds';
import { activateRole } from '../timelines/cluster-role';
import { fault } from '../wire/service-fault';
import { refuseClusterInSwitchover, requireAvailableCluster } from '../world/clusters/state-rules';
import { clusterNamed } from '../world/lookup';
import { begin } from '../world/timeline';
import type { Action } from './action';

/** PENDING for a minute, then ACTIVE. */
export const addRoleToDBCluster: Action<AddRoleToDBClusterMessage, object> = (context, input) => {
  const cluster = clusterNamed(context, input.DBClusterIdentifier ?? '');
  refuseClusterInSwitchover(context.region, cluster);
  requireAvailableCluster(cluster);
  const role = input.RoleArn ?? '';
  const feature = input.FeatureName || undefined;
  const roles = cluster.settings.AssociatedRoles ?? [];
  if (roles.some(({ RoleArn, FeatureName }) => RoleArn === role && FeatureName === feature)) {
    throw fault(
      'DBClusterRoleAlreadyExistsFault',
      `The role ${role} is already associated with the DB cluster ${cluster.identifier}.`,
    );
  }
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html: IAM roles per DB cluster.
  if (roles.length >= 5) {
    throw fault(
      'DBClusterRoleQuotaExceededFault',
      'You have exceeded the maximum number of IAM roles that can be associated with the specified DB cluster.',
    );
  }
  cluster.settings.AssociatedRoles = [...roles, { RoleArn: role, Status: 'PENDING', FeatureName: feature }];
  begin(context, activateRole, { cluster: cluster.resourceId, role, feature });
  return {};
};
