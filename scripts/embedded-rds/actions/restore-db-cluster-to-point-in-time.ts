import type { RestoreDBClusterToPointInTimeMessage, RestoreDBClusterToPointInTimeResult } from '@aws-sdk/client-rds';
import { fault, invalidParameterCombination } from '../wire/service-fault';
import { restoreCluster } from '../world/clusters/restored-cluster';
import { clusterNamed } from '../world/lookup';
import { dbClusterView } from '../world/views/db-cluster';
import { earliestRestorableTime, latestRestorableTime } from '../world/views/restorable-time';
import type { Action } from './action';

/** A restore of a past state, or with `copy-on-write` a clone of the present one. */
export const restoreDBClusterToPointInTime: Action<
  RestoreDBClusterToPointInTimeMessage,
  RestoreDBClusterToPointInTimeResult
> = (context, input) => {
  const source = input.SourceDbClusterResourceId
    ? context.region.clusters[input.SourceDbClusterResourceId]
    : clusterNamed(context, input.SourceDBClusterIdentifier ?? '');
  if (source === undefined) {
    throw fault('DBClusterNotFoundFault', `DBCluster ${input.SourceDbClusterResourceId} not found.`);
  }
  const time = input.RestoreToTime;
  if ((time === undefined) === !input.UseLatestRestorableTime) {
    throw invalidParameterCombination('Either RestoreToTime or UseLatestRestorableTime must be given.');
  }
  const [earliest, latest] = [earliestRestorableTime(context, source), latestRestorableTime(context, source)];
  if (time !== undefined && (earliest === undefined || latest === undefined || time < earliest || time > latest)) {
    throw fault(
      'InvalidRestoreFault',
      `DB cluster ${source.identifier} cannot be restored to ${time.toISOString()}: it is not between ` +
        `${earliest?.toISOString()} and ${latest?.toISOString()}.`,
    );
  }
  const isClone = input.RestoreType === 'copy-on-write';
  const cluster = restoreCluster(context, input, {
    engine: source.engine,
    engineVersion: source.engineVersion,
    settings: source.settings,
    message: isClone ? 'DB cluster created' : 'DB cluster restored to a point in time.',
  });
  if (isClone) {
    source.settings.CloneGroupId ??= source.resourceId.toLowerCase();
    cluster.settings.CloneGroupId = source.settings.CloneGroupId;
  }
  return { DBCluster: dbClusterView(context, cluster) };
};
