import type { Tags } from '../aws/rds/types';

/** A value has at most 256 characters; the first part says how many there are. */
const length = 250;

/** `text` spread over the tags `<prefix>1`, `<prefix>2`, …; in the first, `head` precedes the number of parts. */
export function partsOf(prefix: string, head: string, text: string): Tags {
  const parts = text.match(new RegExp(`.{1,${length}}`, 'g')) ?? [''];
  return Object.fromEntries(
    parts.map((part, i) => [`${prefix}${i + 1}`, i === 0 ? `${head}${parts.length}:${part}` : part]),
  );
}

/** Undefined if the tags do not hold the whole text. Parts beyond the number in the first belong to an earlier, longer text. */
export function textOf(tags: Tags, prefix: string, head: string): string | undefined {
  const value = tags[`${prefix}1`];
  if (!value?.startsWith(head)) return undefined;
  const [, count, first] = /^(\d+):(.*)$/.exec(value.slice(head.length)) ?? [];
  if (count === undefined || first === undefined) return undefined;
  const rest = Array.from({ length: Number(count) - 1 }, (_, i) => tags[`${prefix}${i + 2}`]);
  return rest.includes(undefined) ? undefined : [first, ...rest].join('');
}

export const hasParts = (tags: Tags, prefix: string): boolean =>
  Object.keys(tags).some((key) => /^\d+$/.test(key.startsWith(prefix) ? key.slice(prefix.length) : ''));
