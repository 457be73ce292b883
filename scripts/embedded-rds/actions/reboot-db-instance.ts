import type { RebootDBInstanceMessage, RebootDBInstanceResult } from '@aws-sdk/client-rds';
import { rebootInstance } from '../timelines/reboot-instance';
import { invalidParameterCombination } from '../wire/service-fault';
import { refuseInstanceInSwitchover, requireAvailableInstance } from '../world/clusters/state-rules';
import { instanceNamed } from '../world/lookup';
import { begin } from '../world/timeline';
import { dbInstanceView } from '../world/views/db-instance';
import type { Action } from './action';

/** A writer keeps its role: with Aurora a reboot restarts the engine where it is. */
export const rebootDBInstance: Action<RebootDBInstanceMessage, RebootDBInstanceResult> = (context, input) => {
  const instance = instanceNamed(context, input.DBInstanceIdentifier ?? '');
  refuseInstanceInSwitchover(context.region, instance);
  requireAvailableInstance(instance);
  if (input.ForceFailover) {
    throw invalidParameterCombination('You cannot force a failover of a cluster instance: use FailoverDBCluster.');
  }
  instance.status = 'rebooting';
  begin(context, rebootInstance, { instance: instance.resourceId });
  return { DBInstance: dbInstanceView(context, instance) };
};
