import type { Remembered } from '../engine';
import type { Parameters } from '../wanted/parameters';

/** What a folder remembers of its database, beside the data. */
export interface InFolder extends Remembered {
  masterVerifier?: string;
  parameters: Parameters;
  isFenced?: boolean;
  /** Who could write on a server that is read only, until it was fenced. */
  withheld?: string[];
}

export type Row = Record<string, string | number | null>;

/** A server, for whoever steers it as its superuser. */
export interface Steered {
  readonly withheld: readonly string[];
  /** Rows of a statement, which is not in the binary log. */
  sql(text: string): Promise<Row[]>;
  remember(change: Partial<InFolder>): void;
  /** Whatever it is to become next is looked at anew. */
  changed(): void;
}
