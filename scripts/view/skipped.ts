import type { Skipped } from './request';
import { tagKey } from './tag-key';
import type { View } from './view';

/** The checks that somebody answers for: in this run, or in the one that created the deployment, which kept them on its tags. */
export function skippedBy({ request, facts }: View): Skipped[] {
  const now = request.command === 'upgrade' ? (request.skip ?? []) : [];
  const before = Object.entries(facts.deployments?.underway?.tags ?? {})
    .filter(([key]) => key.startsWith(tagKey.skipped))
    .map(([key, reason]) => ({ id: key.slice(tagKey.skipped.length), reason }));
  return [...now, ...before.filter(({ id }) => !now.some((each) => each.id === id))];
}

/** As tags of the Create call: their values take letters, digits, spaces and _.:/=+-@ only, at most 256. */
export const skippedTags = (skipped: readonly Skipped[]): Record<string, string> =>
  Object.fromEntries(skipped.map(({ id, reason }) => [`${tagKey.skipped}${id}`, tagValue(reason)]));

export const tagValue = (text: string): string => text.replace(/[^\p{L}\p{N}\s_.:/=+\-@]/gu, '-').slice(0, 256);
