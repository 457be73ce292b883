import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '../checkout/git';
import type { Repository } from '../checkout/git-refs';

const names = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
] as const;

/** Lock files of a commit that are not those of the checkout, whose packages it is synthesized with. */
export async function otherLockFiles(
  { top, prefix }: Repository,
  commit: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const paths = [...new Set(['', prefix])].flatMap((folder) => names.map((name) => `${folder}${name}`));
  const [there, here] = await Promise.all([inCommit(top, commit, paths, signal), inCheckout(top, paths, signal)]);
  return paths.filter((path) => there.get(path) !== here.get(path));
}

type Blobs = Map<string, string>;

async function inCommit(top: string, commit: string, paths: string[], signal?: AbortSignal): Promise<Blobs> {
  const answer = await git(top, ['ls-tree', '-z', commit, '--', ...paths], { signal });
  const rows = answer.ok ? answer.stdout.split('\0') : [];
  return new Map(rows.flatMap(blob));
}

function blob(row: string): [string, string][] {
  const [, hash, path] = /^\d+ blob (\S+)\t(.+)$/s.exec(row) ?? [];
  return hash === undefined || path === undefined ? [] : [[path, hash]];
}

async function inCheckout(top: string, paths: string[], signal?: AbortSignal): Promise<Blobs> {
  const found: string[] = [];
  for (const path of paths) {
    const exists = await access(join(top, path)).then(
      () => true,
      () => false,
    );
    if (exists) found.push(path);
  }
  if (found.length === 0) return new Map();
  const answer = await git(top, ['hash-object', '--', ...found], { signal });
  const hashes = answer.ok ? answer.stdout.split('\n') : [];
  return new Map(found.map((path, index) => [path, hashes[index] ?? '']));
}
