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
  const imports = importsOf(files);
  const importers = new Map<AppFile, AppFile[]>(files.map((file) => [file, []]));
  for (const [file, imported] of imports) for (const each of imported) importers.get(each)?.push(file);
  const above = closure(start, importers);
  return [...closure([...above], imports)];
}

/**
 * The files that declare the construct itself, and everything that they import: no app writes its versions there, except in its
 * context.
 */
export function constructFiles(all: readonly AppFile[]): Set<AppFile> {
  const files = all.filter((file) => !isContext(file));
  const declaring = files.filter(({ text }) => /\bclass AuroraCluster\b/.test(text));
  return declaring.length === 0 ? new Set() : closure(declaring, importsOf(files));
}

function closure(start: readonly AppFile[], edges: ReadonlyMap<AppFile, readonly AppFile[]>): Set<AppFile> {
  const reached = new Set(start);
  // A set hands out what is added to it while it is being walked.
  for (const file of reached) for (const next of edges.get(file) ?? []) reached.add(next);
  return reached;
}

function importsOf(files: readonly AppFile[]): Map<AppFile, AppFile[]> {
  const byPath = new Map<string, AppFile[]>();
  const byName = new Map<string, AppFile[]>();
  for (const file of files) {
    const path = stem(file.path);
    byPath.set(path, [...(byPath.get(path) ?? []), file]);
    const name = posix.basename(path);
    byName.set(name, [...(byName.get(name) ?? []), file]);
  }
  const data = files.filter(({ path }) => isJson(path));
  const inOwnPackage = ownPackages(files);
  const resolve = (from: AppFile, specifier: string) => {
    if (/^\.\.?(\/|$)/.test(specifier)) return byPath.get(stem(posix.join(posix.dirname(from.path), specifier)));
    const own = inOwnPackage(specifier);
    const inside = own === undefined ? [] : [own.known, ...(byPath.get(stem(own.path)) ?? [])];
    return [...inside, ...(byName.get(posix.basename(stem(specifier))) ?? [])];
  };
  return new Map(
    files.map((file) => [
      file,
      [
        ...specifiersOf(file).flatMap((each) => resolve(file, each) ?? []),
        ...data.filter((each) => readsSomewhere(file, each)),
      ],
    ]),
  );
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
