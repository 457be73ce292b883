import type { DesiredCluster } from './desired-cluster';
import { desiredClusters } from './desired-clusters';
import { runApp } from './run-app';

/** What the code in a folder declares now. The synthesis leaves nothing behind. */
export async function readClusters(projectDirectory: string, signal?: AbortSignal): Promise<DesiredCluster[]> {
  const app = await runApp({ projectDirectory, signal });
  try {
    return desiredClusters(app.stacks);
  } finally {
    await app.remove();
  }
}
