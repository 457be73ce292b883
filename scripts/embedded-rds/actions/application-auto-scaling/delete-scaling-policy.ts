import type { DeleteScalingPolicyRequest, DeleteScalingPolicyResponse } from '@aws-sdk/client-application-auto-scaling';
import { autoScalingFault } from '../../wire/service-fault';
import { checkTargetKey, describeKey, findTarget } from '../../world/scaling/scalable-targets';
import type { Action } from '../action';

export const deleteScalingPolicy: Action<DeleteScalingPolicyRequest, DeleteScalingPolicyResponse> = (
  context,
  input,
) => {
  checkTargetKey(input);
  const name = input.PolicyName ?? '';
  const policies = findTarget(context.region, input)?.policies ?? {};
  if (!Object.hasOwn(policies, name)) {
    throw autoScalingFault(
      'ObjectNotFoundException',
      `No scaling policy found for ${describeKey(input)}, policy name: ${name}`,
    );
  }
  delete policies[name];
  return {};
};
