import { invalidParameterValue } from '../wire/service-fault';

interface PageRequest {
  Marker?: string;
  MaxRecords?: number;
}

/**
 * One page of a Describe operation of RDS, in order of `keyOf`. `most` is the largest MaxRecords (100, unless the API
 * reference says more); without one, a page has 100.
 */
export function paginate<Item>(
  items: Item[],
  { Marker, MaxRecords }: PageRequest,
  keyOf: (item: Item) => string,
  most = 100,
): { page: Item[]; Marker?: string } {
  // Wording: hashicorp/terraform-provider-aws#37221.
  if (MaxRecords !== undefined && (MaxRecords < 20 || MaxRecords > most)) {
    throw invalidParameterValue(`Invalid value ${MaxRecords} for MaxRecords. Must be between 20 and ${most}`);
  }
  // What AWS says here is not known; only the code is.
  const refuse = (): Error => invalidParameterValue(`Invalid value ${Marker} for Marker.`);
  const { page, next } = pageAfter(items, { token: Marker, size: MaxRecords ?? 100, refuse }, keyOf);
  return { page, Marker: next };
}

/**
 * The token of a page holds the last key that was shown, so that what appears or goes between two pages neither repeats nor
 * hides anything else. `refuse` makes the fault of a token that is none.
 */
export function pageAfter<Item>(
  items: Item[],
  { token, size, refuse }: { token: string | undefined; size: number; refuse: () => Error },
  keyOf: (item: Item) => string,
): { page: Item[]; next?: string } {
  const after = token === undefined || token === '' ? undefined : decode(token);
  if (after === null) throw refuse();
  const left = items
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const page = left.slice(0, size);
  const last = page.at(-1);
  return {
    page: page.map(({ item }) => item),
    next: last && page.length < left.length ? encode(last.key) : undefined,
  };
}

const prefix = 'after:';

function encode(key: string): string {
  return Buffer.from(prefix + key).toString('base64url');
}

/** Null for a token that is none. */
function decode(token: string): string | null {
  const text = Buffer.from(token, 'base64url').toString();
  return text.startsWith(prefix) && encode(text.slice(prefix.length)) === token ? text.slice(prefix.length) : null;
}
