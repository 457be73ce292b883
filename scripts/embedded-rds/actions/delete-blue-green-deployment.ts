import type { DeleteBlueGreenDeploymentRequest, DeleteBlueGreenDeploymentResponse } from '@aws-sdk/client-rds';
import { deleteDeployment, deleteGreen, stopGreen } from '../timelines/delete-deployment';
import { fault, invalidParameterCombination } from '../wire/service-fault';
import { deploymentNamed } from '../world/lookup';
import { begin, cancel } from '../world/timeline';
import { blueGreenDeploymentView } from '../world/views/blue-green-deployment';
import type { Action } from './action';

/**
 * Before a switchover `DeleteTarget` takes green along; after it the target is production, and RDS refuses. The old cluster
 * is never deleted here.
 */
export const deleteBlueGreenDeployment: Action<DeleteBlueGreenDeploymentRequest, DeleteBlueGreenDeploymentResponse> = (
  context,
  input,
) => {
  const { region, world, now } = context;
  const deployment = deploymentNamed(context, input.BlueGreenDeploymentIdentifier ?? '');
  const { identifier, status } = deployment;
  const isRefused = status === 'PROVISIONING' && world.choices.deletionWhileProvisioning === 'refused';
  if (status === 'SWITCHOVER_IN_PROGRESS' || status === 'DELETING' || isRefused) {
    throw fault(
      'InvalidBlueGreenDeploymentStateFault',
      `Blue Green Deployment ${identifier} cannot be deleted: its status is ${status}.`,
    );
  }
  const wasSwitchedOver = status === 'SWITCHOVER_COMPLETED';
  if (wasSwitchedOver && input.DeleteTarget) {
    // Wording: neosun100/aurora-bg-toolkit, from a live account.
    throw fault(
      'InvalidBlueGreenDeploymentStateFault',
      'Deleting target is not allowed while blue green deployment lifecycle is SWITCHOVER_COMPLETED.',
    );
  }
  const green = wasSwitchedOver ? undefined : region.clusters[deployment.target ?? ''];
  if (input.DeleteTarget && green?.deletionProtection) {
    throw invalidParameterCombination(
      'Cannot delete protected Cluster, please disable deletion protection and try again.',
    );
  }

  cancel(region, ({ args }) => args.deployment === identifier);
  deployment.status = 'DELETING';
  deployment.deletedAt = now;
  if (green !== undefined && input.DeleteTarget) deleteGreen(context, green);
  else if (green !== undefined && status === 'PROVISIONING') stopGreen(context, green);
  begin(context, deleteDeployment, { deployment: identifier, wasSwitchedOver });
  return { BlueGreenDeployment: blueGreenDeploymentView(context, deployment) };
};
