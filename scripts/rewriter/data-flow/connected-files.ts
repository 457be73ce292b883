import { posix } from 'node:path';
import ts from 'typescript';
import type { AppFile } from '../../checkout/app-files';
import { isJson, isScript } from '../../checkout/file-kinds';
import { isContext, readsSomewhere } from './data-files';
import { ownPackages } from './own-packages';

/**
 * The files that may be related to the content of some files: those that import them, directly or through others, and everything that
 * these import. Anything else in a repository is another program. Imports are matched generously: whatever is not a relative path is
 * compared by its last part.
 */
export function connectedFiles(files: readonly AppFile[], start: readonly AppFile[]): AppFile[] {
  const { importsOf, importersOf } = graphOf(files);
  return [...closure([...closure(start, importersOf)], importsOf)];
}

/**
 * The files that declare the construct itself, and everything that they import: no app writes its versions there, except in its
 * context.
 */
export function constructFiles(all: readonly AppFile[]): Set<AppFile> {
  const files = all.filter((file) => !isContext(file));
  const declaring = files.filter(({ text }) => /\bclass AuroraCluster\b/.test(text));
  return closure(declaring, graphOf(files).importsOf);
}

type Edges = (file: AppFile) => readonly AppFile[];

function closure(start: readonly AppFile[], edges: Edges): Set<AppFile> {
  const reached = new Set(start);
  // A set hands out what is added to it while it is being walked.
  for (const file of reached) for (const next of edges(file)) reached.add(next);
  return reached;
}

/** Edges are found when they are asked for: a large repository holds few files of the app, and many texts that could name a JSON file. */
function graphOf(files: readonly AppFile[]): { importsOf: Edges; importersOf: Edges } {
  const byPath = groupedBy(files, ({ path }) => stem(path));
  const byName = groupedBy(files, ({ path }) => posix.basename(stem(path)));
  const data = files.filter(({ path }) => isJson(path));
  const inOwnPackage = ownPackages(files);
  const resolve = (from: AppFile, specifier: string) => {
    if (/^\.\.?(\/|$)/.test(specifier)) return byPath.get(stem(posix.join(posix.dirname(from.path), specifier))) ?? [];
    const own = inOwnPackage(specifier);
    const inside = own === undefined ? [] : [own.known, ...(byPath.get(stem(own.path)) ?? [])];
    return [...inside, ...(byName.get(posix.basename(stem(specifier))) ?? [])];
  };
  const importedBy = (file: AppFile) => specifiersOf(file).flatMap((each) => resolve(file, each));
  let importers: Map<AppFile, AppFile[]> | undefined;
  return {
    importsOf: (file) => [...importedBy(file), ...data.filter((each) => readsSomewhere(file, each))],
    importersOf: (file) => {
      importers ??= inverse(files, importedBy);
      const readers = isJson(file.path) ? files.filter((each) => readsSomewhere(each, file)) : [];
      return [...(importers.get(file) ?? []), ...readers];
    },
  };
}

function groupedBy(files: readonly AppFile[], keyOf: (file: AppFile) => string): Map<string, AppFile[]> {
  const groups = new Map<string, AppFile[]>();
  for (const file of files) groups.set(keyOf(file), [...(groups.get(keyOf(file)) ?? []), file]);
  return groups;
}

function inverse(files: readonly AppFile[], edges: Edges): Map<AppFile, AppFile[]> {
  const result = new Map<AppFile, AppFile[]>(files.map((file) => [file, []]));
  for (const file of files) for (const each of edges(file)) result.get(each)?.push(file);
  return result;
}

/** Asked more than once in a search. */
const known = new WeakMap<AppFile, readonly string[]>();

function specifiersOf(file: AppFile): readonly string[] {
  const specifiers =
    known.get(file) ??
    (isScript(file.path) ? ts.preProcessFile(file.text, true, true).importedFiles.map((each) => each.fileName) : []);
  known.set(file, specifiers);
  return specifiers;
}

/** `lib/versions.js`, `lib/versions/index.ts` and `lib/versions` are the same. */
export const stem = (path: string) => path.replace(/\.(json|[mc]?[jt]sx?)$/, '').replace(/(^|\/)index$/, '') || '.';
