import type {
  DeregisterScalableTargetRequest,
  DeregisterScalableTargetResponse,
} from '@aws-sdk/client-application-auto-scaling';
import { autoScalingFault } from '../../wire/service-fault';
import { checkTargetKey, describeKey, findTarget } from '../../world/scaling/scalable-targets';
import type { Action } from '../action';

/**
 * "Deregistering a scalable target deletes the scaling policies … that are associated with it"
 * (https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html).
 */
export const deregisterScalableTarget: Action<DeregisterScalableTargetRequest, DeregisterScalableTargetResponse> = (
  context,
  input,
) => {
  checkTargetKey(input);
  const target = findTarget(context.region, input);
  if (target === undefined) {
    throw autoScalingFault('ObjectNotFoundException', `No scalable target found for ${describeKey(input)}`);
  }
  delete context.region.scalableTargets[target.resourceId];
  return {};
};
