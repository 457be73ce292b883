import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dirname } from 'node:path/posix';
import { given } from '../runtime/given';
import { saysThatItIsCompiled, sourceOf } from './compiled-from';
import { isCode } from './file-kinds';
import { outputOfGit } from './git';
import { decodeText } from './source-text';
import type { FileEntry } from './working-copy';

/** A text file of the app. */
export interface AppFile {
  /** Relative to the project's folder, with `/`; `../common/versions.ts` for one around it. */
  path: string;
  bytes: Buffer;
  text: string;
  /** Why nobody should edit it by hand; undefined for the app's own code. */
  notOwn?: string;
  /** The path of its source, of compiled JavaScript. */
  compiledFrom?: string;
  /** Why it is out of reach for edits, though it stands here or is read from here. */
  outside?: string;
}

interface AppFiles {
  files: AppFile[];
  notes: string[];
}

const sizeLimit = 1024 * 1024;

/**
 * Reads the app's files. Its own are those that git tracks, including modified ones, and that do not call themselves generated;
 * without a git repository, every file that is not in a folder for generated files.
 */
export async function readAppFiles(projectDir: string, copyDir: string, entries: FileEntry[]): Promise<AppFiles> {
  const git = await listGitFiles(projectDir);
  const notes = [...git.notes];
  const files: AppFile[] = [];
  const paths = new Set(entries.map(({ path }) => path));
  for (const { path, linkedFrom } of entries) {
    if (isNeverSource(path)) continue;
    // The copy is what the proof is about; a file that changes meanwhile is noticed when the edit is written.
    const absolute = join(copyDir, path);
    if (statSync(absolute, { throwIfNoEntry: false })?.isFile() !== true) continue;
    if (statSync(absolute).size > sizeLimit) {
      if (git.tracked?.has(path)) notes.push(`${path} was not searched: it is larger than 1 MB.`);
      continue;
    }
    const bytes = readFileSync(absolute);
    const text = decodeText(bytes);
    if (text === undefined) {
      if (git.tracked?.has(path) !== false && isCode(path)) {
        notes.push(`${path} was not searched: it is not UTF-8, so an edit could change other bytes.`);
      }
      continue;
    }
    if (text.includes('\0')) continue;
    const compiledFrom = sourceOfCompiled(path, text, git.tracked?.has(path) === true, paths);
    const obstacle = compiledFrom === undefined ? notOwn(path, text, git) : `it is compiled from ${compiledFrom}`;
    files.push({
      path,
      bytes,
      text,
      notOwn: obstacle,
      ...given({ compiledFrom, outside: outside(path, linkedFrom, git) }),
    });
  }
  return { files, notes };
}

function outside(path: string, linkedFrom: string | undefined, { tracked }: GitFiles): string | undefined {
  if (linkedFrom !== undefined) return `it is a link to ${linkedFrom}, outside the project`;
  const parts = path.split('/');
  // Of a submodule git tracks the folder alone.
  const submodule = parts.map((_, i) => parts.slice(0, i).join('/')).find((folder) => tracked?.has(folder));
  return submodule === undefined ? undefined : `it is in the submodule ${submodule}, a repository of its own`;
}

interface GitFiles {
  /** Undefined where there is no repository. */
  tracked?: Set<string>;
  untracked: Set<string>;
  notes: string[];
}

/** Of what the next build would write anew: where an edit belongs. */
function sourceOfCompiled(
  path: string,
  text: string,
  isTracked: boolean,
  all: ReadonlySet<string>,
): string | undefined {
  const source = sourceOf(path, (candidate) => all.has(candidate));
  const isBeside = source !== undefined && dirname(source) === dirname(path);
  return isBeside || !isTracked || saysThatItIsCompiled(text) ? source : undefined;
}

function notOwn(path: string, text: string, git: GitFiles): string | undefined {
  if (/\.d\.[mc]?ts$/.test(path)) return 'it is a declaration file';
  if (
    /@generated\b|\b(auto-?)?generated\b[^\n]{0,200}\bdo not (edit|modify)\b|\bdo not (edit|modify)\b[^\n]{0,200}\bgenerated\b/i.test(
      text.slice(0, 2000),
    )
  ) {
    return 'it says that it is generated';
  }
  if (!git.tracked || git.tracked.has(path)) return undefined;
  return git.untracked.has(path) ? 'git does not track it yet' : 'git ignores it';
}

/** Lock files hold versions of packages. */
const isNeverSource = (path: string) =>
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|\.terraform\.lock\.hcl)$/.test(
    path,
  );

async function listGitFiles(projectDir: string): Promise<GitFiles> {
  // With a letter before each: `?` is one that git does not know, any other one is tracked.
  const listed = await outputOfGit(projectDir, ['ls-files', '-z', '-t', '--cached', '--others', '--exclude-standard']);
  if (listed === undefined) {
    const note = 'This is not a git repository (or git is not installed): every file counts as the app’s own.';
    return { untracked: new Set(), notes: [note] };
  }
  const entries = listed.split('\0').filter((entry) => entry !== '');
  const named = (known: boolean) =>
    new Set(entries.filter((entry) => known === !entry.startsWith('? ')).map((entry) => entry.slice(2)));
  return { tracked: named(true), untracked: named(false), notes: [] };
}
