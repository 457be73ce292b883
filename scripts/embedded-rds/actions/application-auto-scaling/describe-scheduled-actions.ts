import type {
  DescribeScheduledActionsRequest,
  DescribeScheduledActionsResponse,
} from '@aws-sdk/client-application-auto-scaling';
import { checkTargetKey, matchesTarget } from '../../world/scaling/scalable-targets';
import { scheduledActionView } from '../../world/views/scheduled-action';
import type { Action } from '../action';
import { pageOf } from './page';

export const describeScheduledActions: Action<DescribeScheduledActionsRequest, DescribeScheduledActionsResponse> = (
  context,
  input,
) => {
  checkTargetKey(input);
  const names = input.ScheduledActionNames ?? [];
  const views = Object.values(context.region.scalableTargets)
    .filter((target) => matchesTarget(target, input))
    .flatMap((target) =>
      Object.values(target.scheduledActions).map((action) => scheduledActionView(context, target, action)),
    )
    .filter(({ ScheduledActionName = '' }) => names.length === 0 || names.includes(ScheduledActionName));
  const { page, NextToken } = pageOf(views, input, (view) => `${view.ResourceId} ${view.ScheduledActionName}`);
  return { ScheduledActions: page, NextToken };
};
