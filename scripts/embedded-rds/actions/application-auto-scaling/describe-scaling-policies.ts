import type {
  DescribeScalingPoliciesRequest,
  DescribeScalingPoliciesResponse,
} from '@aws-sdk/client-application-auto-scaling';
import { checkTargetKey, matchesTarget } from '../../world/scaling/scalable-targets';
import { scalingPolicyView } from '../../world/views/scaling-policy';
import type { Action } from '../action';
import { pageOf } from './page';

export const describeScalingPolicies: Action<DescribeScalingPoliciesRequest, DescribeScalingPoliciesResponse> = (
  context,
  input,
) => {
  checkTargetKey(input);
  const { PolicyNames = [] } = input;
  const views = Object.values(context.region.scalableTargets)
    .filter((target) => matchesTarget(target, input))
    .flatMap((target) => Object.values(target.policies).map((policy) => scalingPolicyView(context, target, policy)))
    .filter(({ PolicyName = '' }) => PolicyNames.length === 0 || PolicyNames.includes(PolicyName));
  const { page, NextToken } = pageOf(views, input, ({ ResourceId: id, PolicyName }) => `${id} ${PolicyName}`);
  return { ScalingPolicies: page, NextToken };
};
