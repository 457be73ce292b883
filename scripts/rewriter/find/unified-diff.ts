import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { type Replacement, splice } from '../../checkout/source-text';

export interface FileEdit {
  file: string;
  text: string;
  replacements: readonly Replacement[];
}

/** Edits as unified diffs that `git apply` and `patch -p1` take; line ends stay as they are in the files. */
export function unifiedDiffs(edits: FileEdit[]): string {
  const files = new Map<string, FileEdit>();
  for (const edit of edits) {
    const known = files.get(edit.file)?.replacements ?? [];
    files.set(edit.file, { ...edit, replacements: [...known, ...edit.replacements] });
  }
  return [...files.values()].map(unifiedDiff).join('');
}

export const unifiedDiff = ({ file, text, replacements }: FileEdit): string =>
  createTwoFilesPatch(`a/${file}`, `b/${file}`, text, splice(text, replacements), undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
