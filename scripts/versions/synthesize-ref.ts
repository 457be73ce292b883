import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { checkoutOfRef } from '../checkout/checkout-of-ref';
import type { Commit, Repository } from '../checkout/git-refs';
import type { DesiredCluster } from '../desired/desired-cluster';
import { readClusters } from '../desired/read-clusters';
import { UpgradeError } from '../runtime/errors';

/** What the code of a commit declares; undefined where it has no app there. */
export async function synthesizeRef(
  repository: Repository,
  commit: Commit,
  folder: string,
  signal?: AbortSignal,
): Promise<DesiredCluster[] | undefined> {
  const project = await checkoutOfRef(repository, commit, folder, signal);
  const hasApp = await access(join(project, 'cdktf.json')).then(
    () => true,
    () => false,
  );
  return hasApp ? synthesizeFolder(project, signal, commit.label) : undefined;
}

/** @param label  what the folder is called in errors; default: its path */
export async function synthesizeFolder(
  project: string,
  signal?: AbortSignal,
  label: string = project,
): Promise<DesiredCluster[]> {
  try {
    return await readClusters(project, signal);
  } catch (error) {
    throw error instanceof UpgradeError ? named(error, project, label) : error;
  }
}

/** The temporary folder says nothing to anybody, and is gone when the sentence is read. */
function named({ code, message, remedy, exitCode, cause }: UpgradeError, project: string, label: string): UpgradeError {
  if (label === project) return new UpgradeError({ code, message, remedy, exitCode, cause });
  const text = message.includes(project) ? message.replaceAll(project, label) : `At ${label}: ${message}`;
  return new UpgradeError({ code, message: text, remedy, exitCode, cause });
}
