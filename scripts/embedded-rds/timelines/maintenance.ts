import { begin, defineTimeline } from '../world/timeline';
import { engineUpgrade, startUpgrade, type UpgradeArgs } from './engine-upgrade';
import { modifyCluster, renameCluster } from './modify-cluster';

const week = 7 * 24 * 60;

/**
 * What was asked for without ApplyImmediately happens in the next maintenance window: a new name, IAM authentication, a
 * password, or an upgrade with the groups that the call named.
 */
export const applyPendingClusterValues = defineTimeline<{
  cluster: string;
  minutes: number;
  upgrade?: Omit<UpgradeArgs, 'cluster'>;
  /** Maintenance windows left to try, default 5. */
  windows?: number;
}>({
  name: 'apply-pending-cluster-values',
  steps: [
    {
      at: ({ minutes }) => minutes,
      apply(scene, { cluster: id, upgrade, windows = 5 }) {
        const cluster = scene.region.clusters[id];
        if (cluster === undefined || cluster.status === 'deleting') return;
        if (cluster.status !== 'available') {
          // Something else goes on in the window: the pending values wait for the next ones, not for ever.
          if (windows > 1) {
            begin(scene, applyPendingClusterValues, { cluster: id, minutes: week, upgrade, windows: windows - 1 });
          }
          return;
        }
        const { DBClusterIdentifier, IAMDatabaseAuthenticationEnabled, MasterUserPassword, EngineVersion } =
          cluster.pendingModifiedValues;
        cluster.pendingModifiedValues = { EngineVersion };
        if (EngineVersion === undefined) cluster.pendingModifiedValues = {};
        if (IAMDatabaseAuthenticationEnabled !== undefined) {
          cluster.settings.IAMDatabaseAuthenticationEnabled = IAMDatabaseAuthenticationEnabled;
        }
        if (upgrade !== undefined && upgrade.engineVersion === EngineVersion) {
          startUpgrade(scene, cluster, EngineVersion);
          begin(scene, engineUpgrade, { ...upgrade, cluster: id });
        } else if (DBClusterIdentifier !== undefined) {
          cluster.status = 'renaming';
          begin(scene, renameCluster, { cluster: id, identifier: DBClusterIdentifier });
        } else if (MasterUserPassword !== undefined) {
          cluster.status = 'resetting-master-credentials';
          const message = 'Reset master credentials';
          begin(scene, modifyCluster, { cluster: id, status: cluster.status, message });
        }
      },
    },
  ],
});
