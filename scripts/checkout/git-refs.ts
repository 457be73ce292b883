import { realpath } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { shellWord } from '../../constructs/shell-word';
import { refusal } from '../runtime/errors';
import { git } from './git';

export interface Repository {
  /** Absolute. */
  top: string;
  /** Of the project in it, `infra/aurora/`; empty where they are the same folder. */
  prefix: string;
  shallow: boolean;
}

export interface Commit {
  /** All 40 digits. */
  hash: string;
  /** As people recognize it: `origin/main (1a2b3c4)`. */
  label: string;
}

/** The repository that the project is in. */
export async function findRepository(project: string, signal?: AbortSignal): Promise<Repository> {
  const answer = await git(project, ['rev-parse', '--show-toplevel', '--show-prefix', '--is-shallow-repository'], {
    signal,
  });
  if (!answer.ok) {
    const owner = /dubious ownership/.test(answer.stderr);
    throw refusal(
      'NO_REPOSITORY',
      owner
        ? `git refuses the repository around ${project}: it belongs to another user.`
        : `${project} is not in a git repository with a working tree.`,
      owner
        ? `If the repository is yours, allow it: git config --global --add safe.directory ${shellWord(project)}`
        : "The command compares two commits: run it in a clone of your app's repository.",
    );
  }
  const [top = '', prefix = '', shallow] = answer.stdout.split(/\r?\n/);
  return { top: await realpath(isAbsolute(top) ? top : resolve(project, top)), prefix, shallow: shallow === 'true' };
}

/** The commit that a ref names. */
export async function commitOf(
  { top, shallow }: Repository,
  option: '--base' | '--head',
  ref: string,
  signal?: AbortSignal,
): Promise<Commit> {
  const hash = await resolveRef(top, ref, signal);
  if (hash !== undefined) return { hash, label: label(ref, hash) };
  throw refusal(
    'NO_REF',
    `${option} ${ref} is not a commit in ${top}.`,
    shallow
      ? fetchAll(`git fetch origin ${shellWord(ref.replace(/^origin\//, ''))}`)
      : `Fetch it (git fetch origin), or correct the name; git branch --all lists the known branches.`,
  );
}

/** The merge-base of `head` with `origin/main`, or else with `main`. */
export async function defaultBase(repository: Repository, head: string, signal?: AbortSignal): Promise<Commit> {
  const { top, shallow } = repository;
  for (const ref of ['origin/main', 'main']) {
    if ((await resolveRef(top, ref, signal)) === undefined) continue;
    const answer = await git(top, ['merge-base', ref, head], { signal });
    if (answer.ok) {
      const hash = answer.stdout.trim();
      return { hash, label: `the merge-base with ${ref} (${hash.slice(0, 7)})` };
    }
    throw refusal(
      'NO_MERGE_BASE',
      `This clone${shallow ? ' is shallow and' : ''} has no common ancestor of this branch and ${ref}.`,
      shallow ? fetchAll('git fetch --unshallow') : 'Name the commit to compare with: --base <ref>',
    );
  }
  throw refusal(
    'NO_BASE',
    `There is neither origin/main nor main in ${top}${shallow ? ', which is a shallow clone' : ''}.`,
    shallow ? fetchAll('git fetch --unshallow') : 'Name the commit to compare with: --base <ref>',
  );
}

/** Commits of the base that the head lacks: their changes would show in reverse. */
export async function commitsBehind(top: string, base: string, head: string, signal?: AbortSignal): Promise<number> {
  const answer = await git(top, ['rev-list', '--count', `${head}..${base}`], { signal });
  return answer.ok ? Number(answer.stdout) : 0;
}

/** Whether the project has uncommitted changes. */
export async function isDirty(project: string, signal?: AbortSignal): Promise<boolean> {
  const answer = await git(project, ['status', '--porcelain', '--', '.'], { signal });
  return answer.ok && answer.stdout !== '';
}

async function resolveRef(top: string, ref: string, signal?: AbortSignal): Promise<string | undefined> {
  // `--end-of-options`: a ref that looks like an option is a name.
  const answer = await git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], {
    signal,
  });
  return answer.ok ? answer.stdout.trim() : undefined;
}

const label = (ref: string, hash: string) => (hash.startsWith(ref) ? hash.slice(0, 7) : `${ref} (${hash.slice(0, 7)})`);

const fetchAll = (command: string) =>
  `Fetch the whole history: in GitHub Actions "fetch-depth: 0" of actions/checkout, elsewhere ${command}`;
