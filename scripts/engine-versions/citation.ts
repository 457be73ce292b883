import { given } from '../runtime/given';
/** Where a fact was read, and as of when. */
export interface Citation {
  title: string;
  /** AWS's page, where it is one. */
  url?: string;
  asOf: string;
}

/**
 * @throws Error if the data names a source that it does not list: a mistake in the data.
 */
export function citationOf(sources: Record<string, Citation>, id: string): Citation {
  const source = sources[id];
  if (source === undefined) throw new Error(`The engine versions name the source ${id}, which they do not list.`);
  const { title, url, asOf } = source;
  return { title, ...given({ url }), asOf };
}

/** `Release calendars for Aurora PostgreSQL, 2026H2`, without remarks in brackets. */
export function describeCitation({ title, asOf }: Citation): string {
  return `${withoutRemark(title)}, ${withoutRemark(asOf)}`;
}

const withoutRemark = (text: string) => text.replace(/ \(.*| *;.*/, '');
