import type { Filter } from '@aws-sdk/client-rds';
import { invalidParameterCombination, invalidParameterValue } from '../wire/service-fault';

/** What an item has for a filter: one value, several, or none. */
type FilterValues<Item> = Record<string, (item: Item) => string | string[] | undefined>;

/**
 * The items that match every filter (a filter matches when it names one of the item's values). A filter that the operation
 * does not have is refused: an unknown name must never silently match everything.
 */
export function applyFilters<Item>(
  items: Item[],
  filters: Filter[] | undefined,
  known: FilterValues<Item>,
  options: { ignoreCase?: boolean } = { ignoreCase: true },
): Item[] {
  const fold = (text: string): string => (options.ignoreCase ? text.toLowerCase() : text);
  return (filters ?? []).reduce((left, { Name = '', Values = [] }) => {
    const valuesOf = Object.hasOwn(known, Name) ? known[Name] : undefined;
    if (valuesOf === undefined) throw invalidParameterValue(`Unrecognized filter name: ${Name}`);
    if (Values.length === 0) throw invalidParameterCombination(`No values were specified for the filter ${Name}`);
    const wanted = new Set(Values.map(fold));
    return left.filter((item) => [valuesOf(item) ?? []].flat().some((value) => wanted.has(fold(value))));
  }, items);
}

/** For the operations of which the API reference says "This parameter isn't currently supported": RDS has no filter to offer. */
export function refuseFilters(filters: Filter[] | undefined): void {
  applyFilters([], filters, {});
}
