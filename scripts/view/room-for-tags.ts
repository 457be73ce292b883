import type { Tags } from '../aws/rds/types';

/** Of one's own: AWS's do not count (https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html). */
const mostTags = 50;

/** How many tags too many a resource would have with these keys, beside those that it has. */
export function surplusWith(present: Tags, keys: readonly string[]): number {
  const all = new Set([...Object.keys(present), ...keys].filter((key) => !key.startsWith('aws:')));
  return Math.max(0, all.size - mostTags);
}
