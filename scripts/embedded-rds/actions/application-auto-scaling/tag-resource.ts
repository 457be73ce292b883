import type { TagResourceRequest, TagResourceResponse } from '@aws-sdk/client-application-auto-scaling';
import { byName } from '../../world/by-name';
import { checkTargetTags, targetWithArn } from '../../world/scaling/scalable-targets';
import type { Action } from '../action';

export const tagResource: Action<TagResourceRequest, TagResourceResponse> = (context, input) => {
  const target = targetWithArn(context, input.ResourceARN ?? '');
  const tags = byName({ ...target.tags, ...input.Tags });
  checkTargetTags(tags);
  target.tags = tags;
  return {};
};
