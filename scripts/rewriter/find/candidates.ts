import type { AppFile } from '../../checkout/app-files';
import { findVersion, type Span } from '../../checkout/source-text';
import type { VersionName } from '../../desired/code-versions';
import type { VersionChange } from '../version-change';
import type { Candidate, Change, Mark, Obstacle } from './candidate';
import { findLiterals } from './literals';

/** Complete values in scripts and JSON files. */
export function literalCandidates(files: readonly AppFile[], change: VersionChange): Candidate[] {
  return files.flatMap((file) =>
    findLiterals(file, change.from.engineVersion).map((span) => replaceLiteral(file, span, change)),
  );
}

/**
 * Every other place where the version appears as text: generated files, YAML, `.env`, parts of longer strings. None is edited, but a
 * synthesis shows which one the version comes from, so that a refusal can name it.
 */
export function textCandidates(
  files: readonly AppFile[],
  change: VersionChange,
  literals: readonly Candidate[],
): Candidate[] {
  const taken = literals.flatMap(({ marks }) => marks);
  return files.flatMap((file) =>
    findVersion(file.text, change.from.engineVersion)
      .filter((span) => !taken.some((each) => each.file === file && each.start < span.end && span.start < each.end))
      .map((span) => ({ ...replaceLiteral(file, span, change), obstacle: obstacleOf(file) ?? notALiteral })),
  );
}

function replaceLiteral(file: AppFile, span: Span, { from, to }: VersionChange): Candidate {
  return {
    changes: [literalChange(file, span, from.engineVersion, to.engineVersion)],
    marks: [literalMark('engineVersion', file, span, from.engineVersion)],
    values: [],
  };
}

/** Every literal with this version. */
export const literalMarks = (files: readonly AppFile[], name: VersionName, version: string): Mark[] =>
  files.flatMap((file) => findLiterals(file, version).map((span) => literalMark(name, file, span, version)));

export const literalChange = (file: AppFile, span: Span, before: string, after: string): Change => ({
  file,
  span,
  says: `${before} → ${after}`,
  replacements: [{ ...span, text: after }],
});

export const literalMark = (name: VersionName, file: AppFile, { start, end }: Span, says: string): Mark => ({
  name,
  says,
  file,
  start,
  end,
  open: '',
  close: '',
});

/** Why nobody should edit the file; undefined for the app's own. */
export function obstacleOf({ notOwn, outside }: AppFile): Obstacle | undefined {
  if (outside !== undefined) return { code: 'OUTSIDE_PROJECT', why: outside };
  return notOwn === undefined ? undefined : { code: 'GENERATED', why: notOwn };
}

const notALiteral: Obstacle = {
  code: 'NOT_A_LITERAL',
  why: 'it is not a complete string literal in a script or a JSON file',
};
