import type { ModifyDBInstanceMessage, ModifyDBInstanceResult } from '@aws-sdk/client-rds';
import { durations } from '../timelines/durations';
import { applyPendingInstanceValues, modifyInstance } from '../timelines/modify-instance';
import { familyOfCluster } from '../world/clusters/engine-upgrade-rules';
import { dropInsightsThatAreOff } from '../world/clusters/insights';
import { changeMessages, instanceChange, refuseClusterSettings } from '../world/clusters/instance-change';
import { minutesToWindow } from '../world/clusters/maintenance-window';
import { refuseInstanceInSwitchover, requireAvailableInstance } from '../world/clusters/state-rules';
import { instanceNamed } from '../world/lookup';
import { newInstanceIdentifier } from '../world/names/identifiers';
import { attachInstanceGroup, usableGroup } from '../world/parameters/parameter-groups-in-use';
import { begin } from '../world/timeline';
import { dbInstanceView } from '../world/views/db-instance';
import type { ClusterRecord } from '../world/world';
import type { Action } from './action';

export const modifyDBInstance: Action<ModifyDBInstanceMessage, ModifyDBInstanceResult> = (context, input) => {
  const { region, now } = context;
  const instance = instanceNamed(context, input.DBInstanceIdentifier ?? '');
  refuseInstanceInSwitchover(region, instance);
  requireAvailableInstance(instance);
  refuseClusterSettings(instance, input);
  const cluster = region.clusters[instance.cluster] as ClusterRecord;
  const change = instanceChange(context, cluster, instance, input);
  const identifier =
    input.NewDBInstanceIdentifier && input.NewDBInstanceIdentifier.toLowerCase() !== instance.identifier
      ? newInstanceIdentifier(context, 'NewDBInstanceIdentifier', input.NewDBInstanceIdentifier)
      : undefined;
  const group = input.DBParameterGroupName
    ? usableGroup(region, 'instance', input.DBParameterGroupName, familyOfCluster(cluster)).name
    : undefined;

  Object.assign(instance.settings, change.settings);
  dropInsightsThatAreOff(instance.settings);
  instance.promotionTier = input.PromotionTier ?? instance.promotionTier;
  const isGroupNew = group !== undefined && attachInstanceGroup(instance, group);
  const pending = { ...change.deferrable, ...(identifier && { DBInstanceIdentifier: identifier }) };
  if (Object.keys(pending).length > 0) {
    Object.assign(instance.pendingModifiedValues, pending);
    const isClassNew = pending.DBInstanceClass !== undefined;
    if (input.ApplyImmediately) instance.status = identifier === undefined ? 'modifying' : 'renaming';
    const minutes = input.ApplyImmediately
      ? isClassNew
        ? durations.instanceClassChange
        : durations.rename
      : minutesToWindow(instance.settings.PreferredMaintenanceWindow, now);
    begin(context, applyPendingInstanceValues, { instance: instance.resourceId, minutes });
  }
  const messages = changeMessages(change.settings, isGroupNew ? group : undefined);
  if (instance.status === 'available' && (isGroupNew || Object.keys(change.settings).length > 0)) {
    instance.status = 'modifying';
    begin(context, modifyInstance, { instance: instance.resourceId, messages });
  }
  return { DBInstance: dbInstanceView(context, instance) };
};
