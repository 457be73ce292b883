import type { ListTagsForResourceMessage, TagListMessage } from '@aws-sdk/client-rds';
import { refuseFilters } from '../world/filters';
import { taggedResource } from '../world/tagged-resource';
import type { Action } from './action';

export const listTagsForResource: Action<ListTagsForResourceMessage, TagListMessage> = (context, input) => {
  refuseFilters(input.Filters);
  return { TagList: taggedResource(context, input.ResourceName ?? '').tags };
};
