import type { SwitchoverBlueGreenDeploymentRequest, SwitchoverBlueGreenDeploymentResponse } from '@aws-sdk/client-rds';
import { degradeReplication } from '../timelines/degrade-replication';
import { switchoverSeconds } from '../timelines/durations';
import { cancelSwitchover, switchover } from '../timelines/switchover';
import { fault, invalidParameterValue } from '../wire/service-fault';
import { deploymentNamed, membersOf } from '../world/lookup';
import { strike } from '../world/on-demand/course-faults';
import type { Scene } from '../world/scene';
import { begin } from '../world/timeline';
import { blueGreenDeploymentView } from '../world/views/blue-green-deployment';
import type { DeploymentRecord } from '../world/world';
import type { Action, ActionContext } from './action';

/** From AVAILABLE, and again after an attempt that was cancelled. */
const ready = new Set(['AVAILABLE', 'SWITCHOVER_FAILED']);

/** The answer says SWITCHOVER_IN_PROGRESS while every member still reads AVAILABLE. */
export const switchoverBlueGreenDeployment: Action<
  SwitchoverBlueGreenDeploymentRequest,
  SwitchoverBlueGreenDeploymentResponse
> = (context, input) => {
  const deployment = deploymentNamed(context, input.BlueGreenDeploymentIdentifier ?? '');
  const timeout = input.SwitchoverTimeout ?? switchoverSeconds.defaultTimeout;
  const { shortestTimeout, longestTimeout } = switchoverSeconds;
  if (timeout < shortestTimeout || timeout > longestTimeout) {
    throw invalidParameterValue(
      `Invalid value ${timeout} for SwitchoverTimeout. Must be between ${shortestTimeout} and ${longestTimeout}`,
    );
  }
  degradeReplication(context);
  requireReady(context, deployment);

  deployment.status = 'SWITCHOVER_IN_PROGRESS';
  deployment.statusDetails = undefined;
  // Its former attempt may have failed: the rows are as they were before it.
  for (const member of deployment.members) {
    if (member.status === 'SWITCHOVER_FAILED') member.status = 'AVAILABLE';
  }
  startSwitchover(context, deployment, timeout);
  return { BlueGreenDeployment: blueGreenDeploymentView(context, deployment) };
};

/** Throws InvalidBlueGreenDeploymentStateFault. A member that is not available hides behind a deployment that is. */
function requireReady({ region }: Scene, deployment: DeploymentRecord): void {
  if (!ready.has(deployment.status)) {
    throw fault(
      'InvalidBlueGreenDeploymentStateFault',
      `Blue Green Deployment ${deployment.identifier} is not in a valid state: its status is ${deployment.status}.`,
    );
  }
  if (deployment.degraded) {
    throw fault(
      'InvalidBlueGreenDeploymentStateFault',
      `Blue Green Deployment ${deployment.identifier} cannot be switched over: replication is degraded.`,
    );
  }
  for (const id of [deployment.source, deployment.target ?? '']) {
    const cluster = region.clusters[id];
    if (cluster === undefined) continue;
    // Wording: hashicorp/terraform-provider-aws#36241.
    const instance = membersOf(region, cluster).find(({ status }) => status !== 'available');
    if (instance !== undefined) {
      throw fault(
        'InvalidBlueGreenDeploymentStateFault',
        `DB instance ${instance.identifier} is not in available state`,
      );
    }
    if (cluster.status !== 'available') {
      throw fault('InvalidBlueGreenDeploymentStateFault', `DB cluster ${cluster.identifier} is not in available state`);
    }
  }
}

function startSwitchover(context: ActionContext, { identifier }: DeploymentRecord, timeout: number): void {
  const cancelled = strike(context.world, 'switchover-cancelled');
  const timedOut = cancelled === undefined ? strike(context.world, 'switchover-times-out') : undefined;
  if (cancelled !== undefined) {
    const reason = cancelled.reason ?? 'external replication on the blue environment';
    begin(context, cancelSwitchover, { deployment: identifier, seconds: switchoverSeconds.cancelled, reason });
  } else if (timedOut !== undefined) {
    const reason = timedOut.reason ?? `exceeding the switchover timeout of ${timeout} seconds`;
    begin(context, cancelSwitchover, { deployment: identifier, seconds: timeout, reason });
  } else {
    begin(context, switchover, { deployment: identifier });
  }
}
