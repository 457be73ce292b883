import type { DeleteDBInstanceMessage, DeleteDBInstanceResult } from '@aws-sdk/client-rds';
import { deleteInstance } from '../timelines/delete-instance';
import { fault, invalidParameterCombination } from '../wire/service-fault';
import { instanceNamed } from '../world/lookup';
import { refuseInstanceInSwitchover } from '../world/state-rules';
import { begin, cancel } from '../world/timeline';
import { dbInstanceView } from '../world/views/db-instance';
import type { Action } from './action';

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
  cancel(region, ({ args }) => args.instance === instance.resourceId);
  instance.status = 'deleting';
  begin(context, deleteInstance, { instance: instance.resourceId });
  return { DBInstance: dbInstanceView(context, instance) };
};
