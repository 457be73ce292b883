import type { Action } from './action';
import { startActivityStream, stopActivityStream } from './activity-stream';
import { addRoleToDBCluster } from './add-role-to-db-cluster';
import { copyDBClusterSnapshot } from './copy-db-cluster-snapshot';
import { createBlueGreenDeployment } from './create-blue-green-deployment';
import { createDBCluster } from './create-db-cluster';
import { createDBClusterEndpoint } from './create-db-cluster-endpoint';
import { createDBClusterSnapshot } from './create-db-cluster-snapshot';
import { createDBInstance } from './create-db-instance';
import { createGlobalCluster } from './create-global-cluster';
import { deleteBlueGreenDeployment } from './delete-blue-green-deployment';
import { deleteDBCluster } from './delete-db-cluster';
import { deleteDBClusterEndpoint } from './delete-db-cluster-endpoint';
import { deleteDBClusterSnapshot } from './delete-db-cluster-snapshot';
import { deleteDBInstance } from './delete-db-instance';
import { deleteGlobalCluster } from './delete-global-cluster';
import { describeBlueGreenDeployments } from './describe-blue-green-deployments';
import { describeDBClusterEndpoints } from './describe-db-cluster-endpoints';
import { describeDBClusterSnapshotAttributes } from './describe-db-cluster-snapshot-attributes';
import { describeDBClusterSnapshots } from './describe-db-cluster-snapshots';
import { describeDBClusters } from './describe-db-clusters';
import { describeDBInstances } from './describe-db-instances';
import { describeGlobalClusters } from './describe-global-clusters';
import { disableHttpEndpoint } from './disable-http-endpoint';
import { enableHttpEndpoint } from './enable-http-endpoint';
import { failoverDBCluster } from './failover-db-cluster';
import { modifyDBCluster } from './modify-db-cluster';
import { modifyDBClusterEndpoint } from './modify-db-cluster-endpoint';
import { modifyDBInstance } from './modify-db-instance';
import { modifyGlobalCluster } from './modify-global-cluster';
import { promoteReadReplicaDBCluster } from './promote-read-replica-db-cluster';
import { rebootDBCluster } from './reboot-db-cluster';
import { rebootDBInstance } from './reboot-db-instance';
import { removeFromGlobalCluster } from './remove-from-global-cluster';
import { removeRoleFromDBCluster } from './remove-role-from-db-cluster';
import { restoreDBClusterFromSnapshot } from './restore-db-cluster-from-snapshot';
import { restoreDBClusterToPointInTime } from './restore-db-cluster-to-point-in-time';
import { startDBCluster } from './start-db-cluster';
import { stopDBCluster } from './stop-db-cluster';
import { switchoverBlueGreenDeployment } from './switchover-blue-green-deployment';

/** Clusters, instances, snapshots, endpoints, global clusters and blue/green deployments, by operation. */
// biome-ignore lint/suspicious/noExplicitAny: each action has the input and output types of its own operation
export const clusterActions: Record<string, Action<any, any>> = {
  AddRoleToDBCluster: addRoleToDBCluster,
  CopyDBClusterSnapshot: copyDBClusterSnapshot,
  CreateBlueGreenDeployment: createBlueGreenDeployment,
  CreateDBCluster: createDBCluster,
  CreateDBClusterEndpoint: createDBClusterEndpoint,
  CreateDBClusterSnapshot: createDBClusterSnapshot,
  CreateDBInstance: createDBInstance,
  CreateGlobalCluster: createGlobalCluster,
  DeleteBlueGreenDeployment: deleteBlueGreenDeployment,
  DeleteDBCluster: deleteDBCluster,
  DeleteDBClusterEndpoint: deleteDBClusterEndpoint,
  DeleteDBClusterSnapshot: deleteDBClusterSnapshot,
  DeleteDBInstance: deleteDBInstance,
  DeleteGlobalCluster: deleteGlobalCluster,
  DescribeBlueGreenDeployments: describeBlueGreenDeployments,
  DescribeDBClusterEndpoints: describeDBClusterEndpoints,
  DescribeDBClusterSnapshotAttributes: describeDBClusterSnapshotAttributes,
  DescribeDBClusterSnapshots: describeDBClusterSnapshots,
  DescribeDBClusters: describeDBClusters,
  DescribeDBInstances: describeDBInstances,
  DescribeGlobalClusters: describeGlobalClusters,
  DisableHttpEndpoint: disableHttpEndpoint,
  EnableHttpEndpoint: enableHttpEndpoint,
  FailoverDBCluster: failoverDBCluster,
  ModifyDBCluster: modifyDBCluster,
  ModifyDBClusterEndpoint: modifyDBClusterEndpoint,
  ModifyDBInstance: modifyDBInstance,
  ModifyGlobalCluster: modifyGlobalCluster,
  PromoteReadReplicaDBCluster: promoteReadReplicaDBCluster,
  RebootDBCluster: rebootDBCluster,
  RebootDBInstance: rebootDBInstance,
  RemoveFromGlobalCluster: removeFromGlobalCluster,
  RemoveRoleFromDBCluster: removeRoleFromDBCluster,
  RestoreDBClusterFromSnapshot: restoreDBClusterFromSnapshot,
  RestoreDBClusterToPointInTime: restoreDBClusterToPointInTime,
  StartActivityStream: startActivityStream,
  StopActivityStream: stopActivityStream,
  StartDBCluster: startDBCluster,
  StopDBCluster: stopDBCluster,
  SwitchoverBlueGreenDeployment: switchoverBlueGreenDeployment,
};
