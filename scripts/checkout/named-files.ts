import { createHash } from 'node:crypto';
import { existsSync, readFileSync, type Stats, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** A file that a command names. */
interface NamedFile {
  /** From the folder in which the command runs. */
  path: string;
  /** Of its bytes, in hexadecimal digits. */
  sha256: string;
}

/**
 * The files of the repository that a line for the shell names, each with its bytes' hash: what somebody approves beside the line; and
 * the names that could be files, but are none yet. Names that only the shell knows (variables, patterns, substitutions) and what
 * these files load themselves are not among them.
 */
export function namedFiles(folder: string, command: string): { files: NamedFile[]; absent: string[] } {
  const top = repositoryOf(folder);
  const names = [...new Set(wordsOf(command).flatMap(spellings))];
  // `cd hooks && ./smoke.sh`, `make -C hooks`
  const folders = [folder, ...names.map((name) => resolve(folder, name)).filter(isFolder)];
  const paths = [...new Set(folders.flatMap((from) => names.map((name) => resolve(from, name))))]
    .filter((path) => path.startsWith(top + sep))
    .map((path) => relative(folder, path))
    .sort();
  const files: NamedFile[] = [];
  const absent: string[] = [];
  for (const path of paths) {
    const sha256 = hashOf(resolve(folder, path));
    if (sha256 !== undefined) files.push({ path, sha256 });
    else if (!isFolder(resolve(folder, path))) absent.push(path);
  }
  return { files, absent };
}

/** @returns undefined where there is no such file; of one that nobody may read, a word that no bytes have as their hash */
export function hashOf(path: string): string | undefined {
  if (!kindOf(path)?.isFile()) return undefined;
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return 'unreadable';
  }
}

/** The folder itself where it is in no repository. */
function repositoryOf(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return resolve(folder);
  }
}

const isFolder = (path: string): boolean => kindOf(path)?.isDirectory() === true;

/** Any word may stand here: one that is too long to be a name, or a link that leads to itself, is no file. */
function kindOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** As POSIX shells split a line, https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_03. */
export function wordsOf(command: string): string[] {
  const words: string[] = [];
  const pattern = /(?:[^\s'"\\;|&<>()`]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")+/g;
  for (const [raw] of command.matchAll(pattern)) {
    const word = raw.replace(/'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])/g, (_, single, double, escaped) =>
      single !== undefined ? single : double !== undefined ? double.replace(/\\([$`"\\])/g, '$1') : escaped,
    );
    words.push(word);
    // A line within the line: `bash -c './smoke.sh | tee log'`.
    if (/[\s;|&<>()`]/.test(word) && word !== command) words.push(...wordsOf(word));
  }
  return words;
}

/** `./a`, `--file=./a`, `-f./a`, `@a` of curl, `file://a` of the AWS CLI. */
function spellings(word: string): string[] {
  const value = word.includes('=') ? [word.slice(word.indexOf('=') + 1)] : [];
  const short = /^-\w./.test(word) ? [word.slice(2)] : [];
  const plain = [word, ...value, ...short];
  return plain
    .flatMap((name) => [name, name.replace(/^@/, ''), name.replace(/^fileb?:\/\//, '')])
    .filter((name) => name !== '' && !name.includes('\0') && name.length < 4096);
}
