import { autoScalingFault } from '../../wire/service-fault';
import { pageAfter } from '../../world/paginate';

/** One page of at most 50, as all Describe operations of this service have it. */
export function pageOf<Item>(
  items: Item[],
  { MaxResults = 50, NextToken }: { MaxResults?: number; NextToken?: string },
  keyOf: (item: Item) => string,
): { page: Item[]; NextToken?: string } {
  if (MaxResults < 1 || MaxResults > 50) {
    throw autoScalingFault('ValidationException', `MaxResults must be between 1 and 50, not ${MaxResults}.`);
  }
  const refuse = (): Error => autoScalingFault('InvalidNextTokenException', 'The next token supplied was invalid');
  const { page, next } = pageAfter(items, { token: NextToken, size: MaxResults, refuse }, keyOf);
  return { page, NextToken: next };
}
