import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-application-auto-scaling';
import { targetWithArn } from '../../world/scaling/scalable-targets';
import type { Action } from '../action';

export const listTagsForResource: Action<ListTagsForResourceRequest, ListTagsForResourceResponse> = (
  context,
  input,
) => ({
  Tags: targetWithArn(context, input.ResourceARN ?? '').tags,
});
