import type { RemoveTagsFromResourceMessage } from '@aws-sdk/client-rds';
import { taggedResource } from '../world/tagged-resource';
import { removeTags } from '../world/tags';
import type { Action } from './action';

export const removeTagsFromResource: Action<RemoveTagsFromResourceMessage, void> = (context, input) => {
  const resource = taggedResource(context, input.ResourceName ?? '');
  resource.tags = removeTags(resource.tags, input.TagKeys ?? []);
};
