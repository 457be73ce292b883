import type { AddTagsToResourceMessage } from '@aws-sdk/client-rds';
import { taggedResource } from '../world/tagged-resource';
import { mergeTags } from '../world/tags';
import type { Action } from './action';

export const addTagsToResource: Action<AddTagsToResourceMessage, void> = (context, input) => {
  const resource = taggedResource(context, input.ResourceName ?? '');
  resource.tags = mergeTags(resource.tags, input.Tags ?? []);
};
