import { isMajorUpgrade, requireUpgradeTarget } from '../world/clusters/engine-upgrade-rules';
import { requireAvailableCluster } from '../world/clusters/state-rules';
import { clusterNamed } from '../world/lookup';
import type { Scene } from '../world/scene';
import { begin } from '../world/timeline';
import { engineUpgrade, startUpgrade } from './engine-upgrade';

/**
 * RDS moves a cluster to a later minor version by itself, as it does in a maintenance window (15.6 to 15.7): no call asks
 * for it and no code says so. Throws the faults of an upgrade that cannot be: not available, not a target.
 */
export function beginAutoMinorUpgrade(scene: Scene, clusterIdentifier: string, engineVersion: string): void {
  const cluster = clusterNamed(scene, clusterIdentifier);
  requireAvailableCluster(cluster);
  requireUpgradeTarget(scene, cluster, engineVersion);
  if (isMajorUpgrade(cluster.engine, cluster.engineVersion, engineVersion)) {
    throw new Error(
      `RDS never upgrades a cluster to another major version automatically: ${cluster.identifier} runs ${cluster.engineVersion}, ` +
        `but ${engineVersion} was requested.`,
    );
  }
  startUpgrade(scene, cluster, engineVersion);
  begin(scene, engineUpgrade, { cluster: cluster.resourceId, engineVersion });
}
