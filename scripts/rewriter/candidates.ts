import type { AppFile } from './app-files';
import type { Candidate } from './candidate';
import { findLiterals } from './literals';
import { findVersion } from './source-text';

/** Literals that may be edited: whole values in the app's own scripts and JSON files. */
export function editableCandidates(files: AppFile[], version: string): Candidate[] {
  return files
    .filter((file) => !file.notOwn && !file.linkedFrom)
    .flatMap((file) => findLiterals(file, version).map((span) => ({ file, ...span })));
}

/**
 * Every other place where the version stands as text: generated files, YAML, `.env`, parts of longer strings. None is edited,
 * but a synthesis tells which one the version comes from, so that a refusal can name it.
 */
export function otherCandidates(files: AppFile[], version: string, editable: Candidate[]): Candidate[] {
  return files.flatMap((file) =>
    findVersion(file.text, version)
      .filter((span) => !editable.some((each) => each.file === file && each.start < span.end && span.start < each.end))
      .map((span) => ({ file, ...span, obstacle: obstacle(file) })),
  );
}

function obstacle({ notOwn, linkedFrom }: AppFile): Candidate['obstacle'] {
  if (linkedFrom) return { code: 'OUTSIDE_PROJECT', why: `it is a link to ${linkedFrom}, outside the project` };
  if (notOwn) return { code: 'GENERATED', why: notOwn };
  return { code: 'NOT_A_LITERAL', why: 'it is not a whole string literal in a script or a JSON file' };
}
