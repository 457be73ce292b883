import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** A file that a command names. */
export interface NamedFile {
  /** From the folder in which the command runs. */
  path: string;
  /** Of its bytes, in hexadecimal digits. */
  sha256: string;
}

/**
 * The files of the repository that a line for the shell names, each with its bytes' hash: what somebody approves beside the line. Names
 * that only the shell knows (variables, patterns, substitutions) and what these files load themselves are not among them.
 */
export function namedFiles(folder: string, command: string): NamedFile[] {
  const top = repositoryOf(folder);
  const paths = wordsOf(command)
    .flatMap(spellings)
    .map((name) => resolve(folder, name))
    .filter((path) => path.startsWith(top + sep) && isFile(path));
  const relatives = [...new Set(paths)].map((path) => relative(folder, path)).sort();
  return relatives.map((path) => ({ path, sha256: hashOf(resolve(folder, path)) }));
}

export const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** The folder itself where it is in no repository. */
function repositoryOf(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return resolve(folder);
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
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
