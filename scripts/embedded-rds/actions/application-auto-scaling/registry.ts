import type { Action } from '../action';
import { deleteScalingPolicy } from './delete-scaling-policy';
import { deregisterScalableTarget } from './deregister-scalable-target';
import { describeScalableTargets } from './describe-scalable-targets';
import { describeScalingPolicies } from './describe-scaling-policies';
import { listTagsForResource } from './list-tags-for-resource';
import { putScalingPolicy } from './put-scaling-policy';
import { registerScalableTarget } from './register-scalable-target';
import { tagResource } from './tag-resource';
import { untagResource } from './untag-resource';

/** What is played of Application Auto Scaling: the readers of Aurora clusters, `rds:cluster:ReadReplicaCount`. */
// biome-ignore lint/suspicious/noExplicitAny: each action has the input and output types of its own operation
export const autoScalingActions: Record<string, Action<any, any>> = {
  DeleteScalingPolicy: deleteScalingPolicy,
  DeregisterScalableTarget: deregisterScalableTarget,
  DescribeScalableTargets: describeScalableTargets,
  DescribeScalingPolicies: describeScalingPolicies,
  ListTagsForResource: listTagsForResource,
  PutScalingPolicy: putScalingPolicy,
  RegisterScalableTarget: registerScalableTarget,
  TagResource: tagResource,
  UntagResource: untagResource,
};
