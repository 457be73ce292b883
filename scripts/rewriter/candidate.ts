import type { AppFile } from './app-files';
import type { Place, RefusalCode } from './edit';
import { placeOf, type Span } from './source-text';

/** A stretch of a file that holds the current version and may be what the cluster's version comes from. */
export interface Candidate extends Span {
  file: AppFile;
  /** Undefined for a literal of the app's own that may be edited; otherwise why it may not. */
  obstacle?: { code: RefusalCode; why: string };
}

export function candidatePlace({ file, obstacle, ...span }: Candidate, why = obstacle?.why): Place {
  return placeOf(file.path, file.text, span, why);
}
