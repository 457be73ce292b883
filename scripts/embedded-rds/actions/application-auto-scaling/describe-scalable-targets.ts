import type {
  DescribeScalableTargetsRequest,
  DescribeScalableTargetsResponse,
} from '@aws-sdk/client-application-auto-scaling';
import { checkTargetKey, matchesTarget } from '../../world/scaling/scalable-targets';
import { scalableTargetView } from '../../world/views/scalable-target';
import type { Action } from '../action';
import { pageOf } from './page';

/** A target that is not there is missing in the list, and no fault. */
export const describeScalableTargets: Action<DescribeScalableTargetsRequest, DescribeScalableTargetsResponse> = (
  context,
  input,
) => {
  checkTargetKey(input);
  const { ResourceIds = [], ...key } = input;
  const matching = Object.values(context.region.scalableTargets).filter(
    (target) => matchesTarget(target, key) && (ResourceIds.length === 0 || ResourceIds.includes(target.resourceId)),
  );
  const { page, NextToken } = pageOf(matching, input, ({ resourceId }) => resourceId);
  return { ScalableTargets: page.map((target) => scalableTargetView(context, target)), NextToken };
};
