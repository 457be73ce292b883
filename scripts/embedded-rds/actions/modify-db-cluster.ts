import type { ModifyDBClusterMessage, ModifyDBClusterResult } from '@aws-sdk/client-rds';
import { engineUpgrade, startUpgrade } from '../timelines/engine-upgrade';
import { applyPendingClusterValues } from '../timelines/maintenance';
import { modifyCluster, renameCluster } from '../timelines/modify-cluster';
import { invalidParameterCombination } from '../wire/service-fault';
import { applySettings, clusterChange } from '../world/clusters/cluster-change';
import { familyOfCluster } from '../world/clusters/engine-upgrade-rules';
import { insightsOf, takeOverInsights } from '../world/clusters/insights';
import { minutesToWindow } from '../world/clusters/maintenance-window';
import { masterVerifier } from '../world/clusters/master-verifier';
import { refuseClusterInSwitchover, requireAvailableCluster } from '../world/clusters/state-rules';
import { rememberStorage } from '../world/clusters/storage-type';
import { requestedUpgrade } from '../world/clusters/upgrade-request';
import { clusterNamed, membersOf } from '../world/lookup';
import { newClusterIdentifier } from '../world/names/identifiers';
import { attachClusterGroup, usableGroup } from '../world/parameters/parameter-groups-in-use';
import { begin } from '../world/timeline';
import { dbClusterView } from '../world/views/db-cluster';
import type { Action } from './action';

/**
 * One call may change many things. Settings and groups are taken at once; a version, a name, a password and IAM
 * authentication wait for the maintenance window unless ApplyImmediately is given.
 */
export const modifyDBCluster: Action<ModifyDBClusterMessage, ModifyDBClusterResult> = (context, input) => {
  const { region, now } = context;
  const cluster = clusterNamed(context, input.DBClusterIdentifier ?? '');
  refuseClusterInSwitchover(region, cluster);
  requireAvailableCluster(cluster);
  const upgrade = requestedUpgrade(context, cluster, input);
  const identifier =
    input.NewDBClusterIdentifier && input.NewDBClusterIdentifier.toLowerCase() !== cluster.identifier
      ? newClusterIdentifier(context, 'NewDBClusterIdentifier', input.NewDBClusterIdentifier)
      : undefined;
  if (upgrade !== undefined && identifier !== undefined) {
    throw invalidParameterCombination('A cluster cannot be renamed and upgraded in one call.');
  }
  const group =
    input.DBClusterParameterGroupName && upgrade?.clusterParameterGroup === undefined
      ? usableGroup(region, 'cluster', input.DBClusterParameterGroupName, familyOfCluster(cluster)).name
      : undefined;
  const change = clusterChange(context, cluster, input);

  cluster.deletionProtection = input.DeletionProtection ?? cluster.deletionProtection;
  rememberStorage(context, cluster, change.shown.StorageType);
  applySettings(cluster, change.quiet);
  const insights = insightsOf(cluster.settings);
  applySettings(cluster, change.shown);
  takeOverInsights(cluster, insights, membersOf(region, cluster));
  const isGroupNew = group !== undefined && attachClusterGroup(cluster, membersOf(region, cluster), group);

  const pending = {
    ...change.deferrable,
    ...(upgrade && { EngineVersion: upgrade.engineVersion }),
    ...(identifier && { DBClusterIdentifier: identifier }),
  };
  if (!input.ApplyImmediately && Object.keys(pending).length > 0) {
    Object.assign(cluster.pendingModifiedValues, pending);
    const minutes = minutesToWindow(cluster.settings.PreferredMaintenanceWindow, now);
    begin(context, applyPendingClusterValues, { cluster: cluster.resourceId, minutes, upgrade });
  } else if (upgrade !== undefined) {
    startUpgrade(context, cluster, upgrade.engineVersion);
    begin(context, engineUpgrade, upgrade);
  } else if (identifier !== undefined) {
    cluster.pendingModifiedValues.DBClusterIdentifier = identifier;
    cluster.status = 'renaming';
    begin(context, renameCluster, { cluster: cluster.resourceId, identifier });
  }
  const { IAMDatabaseAuthenticationEnabled, MasterUserPassword } = input.ApplyImmediately ? change.deferrable : {};
  if (IAMDatabaseAuthenticationEnabled !== undefined) applySettings(cluster, { IAMDatabaseAuthenticationEnabled });

  if (MasterUserPassword !== undefined && input.MasterUserPassword)
    cluster.masterVerifier = masterVerifier(cluster.engine, input.MasterUserPassword, cluster.resourceId);

  const isShown = isGroupNew || IAMDatabaseAuthenticationEnabled !== undefined || Object.keys(change.shown).length > 0;
  if (cluster.status === 'available' && (MasterUserPassword !== undefined || isShown)) {
    cluster.status = MasterUserPassword === undefined ? 'modifying' : 'resetting-master-credentials';
    begin(context, modifyCluster, {
      cluster: cluster.resourceId,
      status: cluster.status,
      message: messageOf(MasterUserPassword, isGroupNew ? group : undefined),
    });
  }
  return { DBCluster: dbClusterView(context, cluster) };
};

/** Both in the words of the upgrade log. */
function messageOf(password: string | undefined, group: string | undefined): string | undefined {
  if (password !== undefined) return 'Reset master credentials';
  return group === undefined ? undefined : `Updated to use DBParameterGroup ${group}`;
}
