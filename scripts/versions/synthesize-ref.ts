import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { checkoutOfRef } from '../checkout/checkout-of-ref';
import type { Commit, Repository } from '../checkout/git-refs';
import type { DesiredCluster } from '../desired/desired-cluster';
import { readClusters } from '../desired/read-clusters';
import { UpgradeError } from '../runtime/errors';
import { renamed } from '../runtime/renamed';

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
    throw label === project ? error : at(label, renamed(error, project, label));
  }
}

/** Of two commits one must be named, also where no folder is. */
function at(label: string, error: unknown): unknown {
  if (!(error instanceof UpgradeError) || error.message.includes(label)) return error;
  const { code, message, remedy, exitCode, cause } = error;
  return new UpgradeError({ code, message: `At ${label}: ${message}`, remedy, exitCode, cause });
}
