import type { DeleteDBInstanceMessage, DeleteDBInstanceResult } from '@aws-sdk/client-rds';
import { deleteInstance } from '../timelines/delete-instance';
import { fault, invalidParameterCombination } from '../wire/service-fault';
import { refuseInstanceInSwitchover } from '../world/clusters/state-rules';
import { deploymentOf, instanceNamed } from '../world/lookup';
import { begin, cancel } from '../world/timeline';
import { dbInstanceView } from '../world/views/db-instance';
import type { InstanceRecord } from '../world/world';
import type { Action, ActionContext } from './action';

/** A member has no data of its own: a final snapshot is the cluster's, whatever SkipFinalSnapshot says. */
export const deleteDBInstance: Action<DeleteDBInstanceMessage, DeleteDBInstanceResult> = (context, input) => {
  const { region } = context;
  const instance = instanceNamed(context, input.DBInstanceIdentifier ?? '');
  refuseInstanceInSwitchover(region, instance);
  if (instance.status === 'deleting') {
    throw fault('InvalidDBInstanceStateFault', `Instance ${instance.identifier} is already being deleted.`);
  }
  if (input.FinalDBSnapshotIdentifier) {
    throw invalidParameterCombination(
      'FinalDBSnapshotIdentifier can not be specified when deleting a cluster instance',
    );
  }
  refuseLastOfReplication(context, instance);
  cancel(region, ({ args }) => args.instance === instance.resourceId);
  instance.status = 'deleting';
  begin(context, deleteInstance, { instance: instance.resourceId });
  return { DBInstance: dbInstanceView(context, instance) };
};

/** Neither end of a replication may lose its last instance: green, and blue as long as green replicates from it. */
function refuseLastOfReplication({ region }: ActionContext, { cluster, resourceId }: InstanceRecord): void {
  const others = Object.values(region.instances).filter(
    (other) => other.cluster === cluster && other.resourceId !== resourceId && other.status !== 'deleting',
  );
  const deployment = deploymentOf(region, cluster);
  const isOver = deployment?.status === 'SWITCHOVER_COMPLETED' || deployment?.status === 'DELETING';
  const green = region.clusters[deployment?.target ?? ''];
  if (others.length > 0 || isOver || green?.readOnly !== true) return;
  // Wording: hashicorp/terraform-provider-aws#40409 and #26234.
  throw fault(
    'InvalidDBClusterStateFault',
    cluster === green.resourceId
      ? 'Cannot delete the last instance of the read replica DB cluster. Promote the DB cluster to a standalone DB cluster ' +
          'in order to delete it.'
      : 'Cannot delete the last instance of the master cluster. Delete the replica cluster before deleting the last master ' +
          'cluster instance.',
  );
}
