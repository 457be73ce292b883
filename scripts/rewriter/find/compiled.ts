import type { AppFile } from '../../checkout/app-files';
import { onlyEngineVersion, type VersionChange } from '../version-change';
import type { Candidate } from './candidate';
import { literalCandidates } from './candidates';
import { changeWithin, versionObjects } from './property-candidates';

interface InSource {
  /** The path of the file that is compiled. */
  source: string;
  /** It says what is wanted already: what runs is older. */
  isOld: boolean;
  /** The same edit in it; undefined where it is old, or where its place is not certain. */
  edit?: Candidate;
}

/** Where an edit to compiled JavaScript belongs. */
export function inSource(candidate: Candidate, files: readonly AppFile[], change: VersionChange): InSource | undefined {
  const [{ file }] = candidate.changes;
  const source = files.find(({ path }) => path === file.compiledFrom);
  if (source === undefined) return undefined;
  const editsOf = (each: AppFile) =>
    onlyEngineVersion(change)
      ? literalCandidates([each], change)
      : versionObjects([each], change).flatMap((object) => changeWithin(object, change) ?? []);
  const [edits, compiled] = [editsOf(source), editsOf(file)];
  const at = compiled.findIndex((each) => each.changes[0].span.start === candidate.changes[0].span.start);
  // A compiler keeps the order.
  const edit = edits.length === compiled.length ? edits[at] : edits.length === 1 ? edits[0] : undefined;
  const wanted = { ...change, from: change.to };
  const isOld = edits.length === 0 && literalCandidates([source], wanted).length > 0;
  return { source: source.path, isOld, edit };
}
