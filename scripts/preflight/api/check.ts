import type { Code } from '../../runtime/codes';
import type { Fact, View } from '../../view/view';
import type { Finding } from '../finding';

/** One row of the catalogue: pure, and asked once what it needs has been read. */
export interface Check {
  /** The codes of what it may find. */
  codes: readonly Code[];
  facts(view: View): readonly Fact[];
  find(view: View): Finding[];
}

/** What every check may use. */
export const nothingElse = (): readonly Fact[] => [];
