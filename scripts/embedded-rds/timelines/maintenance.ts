import { begin, defineTimeline } from '../world/timeline';
import { engineUpgrade, startUpgrade, type UpgradeArgs } from './engine-upgrade';
import { modifyCluster, renameCluster } from './modify-cluster';

/**
 * What was asked for without ApplyImmediately happens in the next maintenance window: a new name, IAM authentication, a
 * password, or an upgrade with the groups that the call named.
 */
export const applyPendingClusterValues = defineTimeline<{
  cluster: string;
  minutes: number;
  upgrade?: Omit<UpgradeArgs, 'cluster'>;
}>({
  name: 'apply-pending-cluster-values',
  steps: [
    {
      at: ({ minutes }) => minutes,
      apply(scene, { cluster: id, upgrade }) {
        const cluster = scene.region.clusters[id];
        if (cluster === undefined || cluster.status === 'deleting') return;
        // Something else goes on in the window: the pending values wait for the one after.
        if (cluster.status !== 'available') {
          return begin(scene, applyPendingClusterValues, { cluster: id, minutes: 7 * 24 * 60, upgrade });
        }
        const { DBClusterIdentifier, IAMDatabaseAuthenticationEnabled, MasterUserPassword, EngineVersion } =
          cluster.pendingModifiedValues;
        cluster.pendingModifiedValues = { EngineVersion };
        if (EngineVersion === undefined) cluster.pendingModifiedValues = {};
        if (IAMDatabaseAuthenticationEnabled !== undefined) {
          cluster.settings.IAMDatabaseAuthenticationEnabled = IAMDatabaseAuthenticationEnabled;
        }
        if (upgrade !== undefined && upgrade.engineVersion === EngineVersion) {
          startUpgrade(scene, cluster);
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
