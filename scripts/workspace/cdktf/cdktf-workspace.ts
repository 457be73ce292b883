import { existsSync } from 'node:fs';
import { codeVersions } from '../../desired/code-versions';
import type { DesiredCluster } from '../../desired/desired-cluster';
import { readClusters } from '../../desired/read-clusters';
import type { ClusterRef } from '../../rewriter/edit';
import { proveEdit } from '../../rewriter/prove-edit';
import { refusal } from '../../runtime/errors';
import { localProvider, localStateFile } from '../local-mode';
import type { Workspace } from '../workspace';
import { appJudge } from './app-judge';
import { type AppToPlan, planInApp } from './plan-in-app';

type Premises = Omit<AppToPlan, 'clusters'>;

/** An app of CDKTF or CDK Terrain: it is run, and everything is read from what it synthesizes. */
export async function cdktfWorkspace(premises: Premises): Promise<Omit<Workspace, 'close'>> {
  const { projectDirectory, local, open, signal } = premises;
  const read = async () => {
    const clusters = await readClusters(projectDirectory, signal);
    if (local === undefined) return clusters;
    return clusters.map((cluster) => ({ ...cluster, provider: localProvider(cluster.provider) }));
  };
  const clusters = await read();
  return {
    clusters,
    isLocal: local !== undefined,
    open,
    async reread(cluster) {
      const again = (await read()).find(
        (each) => each.stack === cluster.stack && each.annotation.address === cluster.annotation.address,
      );
      if (again !== undefined) return again;
      throw goneFromCode(cluster);
    },
    prove([first, ...others], to) {
      return proveEdit({
        projectDir: projectDirectory,
        clusters: [refOf(first), ...others.map(refOf)],
        from: codeVersions(first),
        to,
        judge: appJudge(signal),
      });
    },
    plan: (cluster, wish) => planInApp({ ...premises, clusters }, cluster, wish),
    hasState: ({ stack }) => local === undefined || existsSync(localStateFile(local.stateDirectory, stack)),
  };
}

function refOf({ stack, path, annotation }: DesiredCluster): ClusterRef {
  const { address, clusterIdentifier } = annotation;
  return { stack, address, clusterIdentifier, path };
}

const goneFromCode = ({ stack, annotation }: DesiredCluster) =>
  refusal(
    'CLUSTER_GONE_FROM_CODE',
    `The code no longer declares ${annotation.clusterIdentifier} in the stack ${stack}.`,
    'Check what has changed in the code since the run began, and run the command again.',
  );
