import type { AwsPorts } from '../aws/aws-ports';
import { RdsFault } from '../aws/faults';
import type { Change } from './change';

/** Another run, or our own first try, was faster. */
const there = new Set([
  'DBClusterRoleAlreadyExistsFault',
  'DBClusterRoleNotFoundFault',
  'DBClusterEndpointAlreadyExistsFault',
]);

/** The resource is busy with a change before; the next look tells when it is not any more. */
const busy = new Set([
  'ConcurrentUpdateException',
  'InvalidDBClusterEndpointStateFault',
  'InvalidDBClusterStateFault',
  'InvalidDBInstanceStateFault',
]);

/** The next look shows the result, as always. */
export async function apply(change: Change, ports: AwsPorts): Promise<'sent' | 'busy'> {
  try {
    await send(change, ports);
    return 'sent';
  } catch (error) {
    if (error instanceof RdsFault && busy.has(error.fault)) return 'busy';
    if (!(error instanceof RdsFault && there.has(error.fault))) throw error;
    return 'sent';
  }
}

function send(change: Change, { rds, autoscaling }: AwsPorts): Promise<void> {
  switch (change.kind) {
    case 'role':
      return rds.addRole(change.cluster, change.role);
    case 'revoked-role':
      return rds.removeRole(change.cluster, change.role);
    case 'cluster':
      return rds.modifyCluster(change.cluster, change.wanted, change.now);
    case 'http-endpoint':
      return rds.setHttpEndpoint(change.arn, change.enabled);
    case 'instance':
      return rds.modifyInstance(change.instance, change.wanted);
    case 'tags':
      return rds.addTags(change.arn, change.tags);
    case 'new-endpoint':
      return rds.createEndpoint(change.cluster, change.endpoint);
    case 'endpoint':
      return rds.modifyEndpoint(change.endpoint);
    case 'scalable-target':
      return autoscaling.registerTarget(change.cluster, change.target);
    case 'scaling-policy':
      return autoscaling.putPolicy(change.cluster, change.policy);
    case 'scheduled-action':
      return autoscaling.putScheduledAction(change.cluster, change.action);
  }
}
