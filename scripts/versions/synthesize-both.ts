import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Commit, Repository } from '../checkout/git-refs';
import type { DesiredCluster } from '../desired/desired-cluster';
import { refusal } from '../runtime/errors';
import { given } from '../runtime/given';
import { withTemporaryFolder } from '../runtime/temporary-folder';
import { synthesizeFolder, synthesizeRef } from './synthesize-ref';

export interface Ends {
  repository: Repository;
  base: Commit;
  /** Undefined: the working tree, as it is. */
  head?: Commit;
}

interface SynthesizedEnds {
  /** Undefined: the base has no app in this folder. */
  base?: DesiredCluster[];
  head: DesiredCluster[];
}

/**
 * Both ends at the same time: two processes that mostly compute. Where one fails the other is ended, and nothing stays behind.
 * @throws UpgradeError what `readClusters` throws, with the ref's name in it
 */
export async function synthesizeBoth({ repository, base, head }: Ends, signal: AbortSignal): Promise<SynthesizedEnds> {
  return withTemporaryFolder('aurora-versions', async (folder) => {
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const inFolder = async (commit: Commit, name: string) => {
      await mkdir(join(folder, name));
      return synthesizeRef(repository, commit, join(folder, name), either);
    };
    const project = resolve(repository.top, repository.prefix);
    const ends = [
      inFolder(base, 'base'),
      head === undefined ? synthesizeFolder(project, either) : inFolder(head, 'head'),
    ];
    for (const end of ends) end.catch(() => failed.abort(new Error('The other end failed.')));
    const settled = await Promise.allSettled(ends);
    signal.throwIfAborted();
    const failure = settled.find((end) => end.status === 'rejected' && end.reason !== failed.signal.reason);
    if (failure?.status === 'rejected') throw failure.reason;
    const [before, after] = settled.map((end) => (end.status === 'fulfilled' ? end.value : undefined));
    if (after === undefined) throw noApp(head?.label ?? project, repository.prefix);
    return { ...given({ base: before }), head: after };
  });
}

const noApp = (label: string, prefix: string) =>
  refusal(
    'NO_APP',
    `There is no ${prefix}cdktf.json at ${label}.`,
    'Run the command in the folder of a CDKTF or CDK Terrain app that exists in both commits.',
  );
