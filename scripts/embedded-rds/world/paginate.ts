import { invalidParameterValue } from '../wire/service-fault';

export interface PageRequest {
  Marker?: string;
  MaxRecords?: number;
}

/**
 * One page of a Describe operation, in order of `keyOf`. The marker holds the last key that was shown, so that what
 * appears or goes between two pages neither repeats nor hides anything else. `most` is the largest MaxRecords (100, unless the API reference says more); without one, a page has 100.
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
  const after = Marker === undefined || Marker === '' ? undefined : decode(Marker);
  const left = items
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const page = left.slice(0, MaxRecords ?? 100);
  const last = page.at(-1);
  return {
    page: page.map(({ item }) => item),
    Marker: last && page.length < left.length ? encode(last.key) : undefined,
  };
}

const prefix = 'after:';

function encode(key: string): string {
  return Buffer.from(prefix + key).toString('base64url');
}

function decode(marker: string): string {
  const text = Buffer.from(marker, 'base64url').toString();
  // What AWS says here is not known; only the code is.
  if (!text.startsWith(prefix) || encode(text.slice(prefix.length)) !== marker) {
    throw invalidParameterValue(`Invalid value ${marker} for Marker.`);
  }
  return text.slice(prefix.length);
}
