import type { UntagResourceRequest, UntagResourceResponse } from '@aws-sdk/client-application-auto-scaling';
import { targetWithArn } from '../../world/scaling/scalable-targets';
import type { Action } from '../action';

export const untagResource: Action<UntagResourceRequest, UntagResourceResponse> = (context, input) => {
  const target = targetWithArn(context, input.ResourceARN ?? '');
  for (const key of input.TagKeys ?? []) delete target.tags[key];
  return {};
};
