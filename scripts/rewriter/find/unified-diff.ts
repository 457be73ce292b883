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

/**
 * Of a file in a folder it begins as git's own do: `git apply` then takes the path from the top of the repository, in whichever
 * folder it is called.
 */
export const unifiedDiff = ({ file, text, replacements }: FileEdit): string =>
  (file.includes('/') ? `diff --git a/${file} b/${file}\n` : '') +
  createTwoFilesPatch(
    headed(`a/${file}`),
    headed(`b/${file}`),
    text,
    splice(text, replacements),
    undefined,
    undefined,
    {
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    },
  );

/** A tab ends a name with a space in it, as in git's own patches: `patch` would take the first word. */
const headed = (name: string) => (name.includes(' ') ? `${name}\t` : name);
