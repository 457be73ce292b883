import type { Action } from '../action';
import { deleteScalingPolicy } from './delete-scaling-policy';
import { deleteScheduledAction } from './delete-scheduled-action';
import { deregisterScalableTarget } from './deregister-scalable-target';
import { describeScalableTargets } from './describe-scalable-targets';
import { describeScalingPolicies } from './describe-scaling-policies';
import { describeScheduledActions } from './describe-scheduled-actions';
import { listTagsForResource } from './list-tags-for-resource';
import { putScalingPolicy } from './put-scaling-policy';
import { putScheduledAction } from './put-scheduled-action';
import { registerScalableTarget } from './register-scalable-target';
import { tagResource } from './tag-resource';
import { untagResource } from './untag-resource';

/** What is played of Application Auto Scaling: the readers of Aurora clusters, `rds:cluster:ReadReplicaCount`. */
// biome-ignore lint/suspicious/noExplicitAny: each action has the input and output types of its own operation
export const autoScalingActions: Record<string, Action<any, any>> = {
  DeleteScalingPolicy: deleteScalingPolicy,
  DeleteScheduledAction: deleteScheduledAction,
  DeregisterScalableTarget: deregisterScalableTarget,
  DescribeScalableTargets: describeScalableTargets,
  DescribeScalingPolicies: describeScalingPolicies,
  DescribeScheduledActions: describeScheduledActions,
  ListTagsForResource: listTagsForResource,
  PutScalingPolicy: putScalingPolicy,
  PutScheduledAction: putScheduledAction,
  RegisterScalableTarget: registerScalableTarget,
  TagResource: tagResource,
  UntagResource: untagResource,
};
