import { posix } from 'node:path';
import type { AppFile } from '../../checkout/app-files';
import type { Place } from '../../checkout/source-text';
import { placeOf, type Replacement, type Span } from '../../checkout/source-text';
import type { VersionName } from '../../desired/code-versions';
import type { RefusalCode } from '../edit';
import type { Trial } from '../trials';
import { unifiedDiffs } from './unified-diff';

/** One thing that an edit does at one place. */
export interface Change {
  file: AppFile;
  /** What is shown as its place. */
  span: Span;
  /** For a person: `15.6 → 15.10`, `upgradeTo → previousEngineVersion '15.6'`. */
  says: string;
  replacements: Replacement[];
}

/** A value that can be replaced by a marker, to see whether it reaches the cluster. */
export interface Mark extends Span {
  /** The version that it is, or may be. */
  name: VersionName;
  /** What it says, if it is a literal. */
  says?: string;
  file: AppFile;
  /** What has to stand around the marker: quotes, where the value is no literal. */
  open: string;
  close: string;
}

/** An edit that makes the code say what is wanted, if the cluster's versions come from these places. */
export interface Candidate {
  /** At least one; messages name the place of the first. */
  changes: [Change, ...Change[]];
  /** The values that have to arrive at the cluster. */
  marks: Mark[];
  /** Values that are moved or taken out, or that something is put beside: elsewhere they must be the same. */
  values: (Span & { file: AppFile })[];
  /** Undefined for code of the app's own that may be edited; otherwise why it may not. */
  obstacle?: Obstacle;
}

export interface Obstacle {
  code: RefusalCode;
  why: string;
}

export const placeOfChange = ({ file, span }: Change, why?: string): Place => placeOf(file.path, file.text, span, why);

export const placesOf = ({ changes }: Pick<Candidate, 'changes'>, why?: string): Place[] =>
  changes.map((change) => placeOfChange(change, why));

export const trialsOf = ({ changes }: Pick<Candidate, 'changes'>): Trial[] =>
  changes.flatMap(({ file, replacements }) => replacements.map((replacement) => ({ ...replacement, file })));

/** @param place  of the project in its repository */
export const patchOf = ({ changes }: Pick<Candidate, 'changes'>, place = ''): string =>
  unifiedDiffs(
    changes.map(({ file, replacements }) => ({ file: posix.join(place, file.path), text: file.text, replacements })),
  );

export const overlaps = (a: Span & { file: AppFile }, b: Span & { file: AppFile }) =>
  a.file === b.file && a.start < b.end && b.start < a.end;
