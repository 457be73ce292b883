import { RdsUnreachable } from './faults';

/** The items of all pages of a paginator of the SDK. */
export async function allOf<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
}

/** How long a list that broke off may be gone on with: pages that are further apart tell of different worlds. */
const together = 60_000;

interface BrokenOff {
  /** Of the page that failed. */
  marker: string;
  items: unknown[];
  /** When the page before it was answered. */
  at: number;
}

/**
 * Reads lists of RDS to their end. If a page gets no answer, the next attempt at the same list continues at that page: starting over
 * each time, a long list would never end in a throttled account.
 */
export class Lists {
  private readonly brokenOff = new Map<string, BrokenOff>();

  constructor(private readonly now: () => number) {}

  /** @param request what tells this list from others: the operation and its input */
  async all<Item>(
    request: string,
    page: (marker: string | undefined) => Promise<{ items: Item[] | undefined; next: string | undefined }>,
  ): Promise<Item[]> {
    const left = this.brokenOff.get(request);
    this.brokenOff.delete(request);
    const goesOn = left !== undefined && this.now() - left.at <= together;
    let at = goesOn ? left.at : this.now();
    let marker = goesOn ? left.marker : undefined;
    const all = goesOn ? (left.items as Item[]) : [];
    try {
      for (;;) {
        const { items, next } = await page(marker);
        all.push(...(items ?? []));
        if (next === undefined || next === '') return all;
        if (next === marker) throw new Error(`${request} returns the same page again and again.`);
        marker = next;
        at = this.now();
      }
    } catch (error) {
      if (marker !== undefined && error instanceof RdsUnreachable) {
        this.brokenOff.set(request, { marker, items: all, at });
      }
      throw error;
    }
  }
}
