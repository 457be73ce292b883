import { RdsClusterRoleAssociation } from '@cdktf/provider-aws/lib/rds-cluster-role-association';
import type { Aurora } from '../aurora';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';

/**
 * One resource for each role, and never `iam_roles` of the cluster beside it: the two undo each other. Only the association can say
 * the feature, which Aurora PostgreSQL demands; and a role that a switchover dropped is then one resource to create, not a change of
 * the cluster itself.
 */
export function associateRoles(aurora: Aurora, props: AuroraClusterProps): void {
  const { associatedRoles = [], provider } = props;
  for (const { featureName, roleArn, id = featureName } of associatedRoles) {
    new RdsClusterRoleAssociation(aurora, `Role-${id}`, {
      dbClusterIdentifier: aurora.cluster.clusterIdentifier,
      featureName,
      roleArn,
      provider,
    });
  }
}
