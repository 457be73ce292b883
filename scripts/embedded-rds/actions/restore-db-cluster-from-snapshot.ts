import type {
  DBCluster,
  RestoreDBClusterFromSnapshotMessage,
  RestoreDBClusterFromSnapshotResult,
} from '@aws-sdk/client-rds';
import { fault, invalidParameterCombination } from '../wire/service-fault';
import { restoreCluster } from '../world/clusters/restored-cluster';
import { snapshotNamed } from '../world/names/snapshot-names';
import { dbClusterView } from '../world/views/db-cluster';
import type { Action } from './action';

/** At the snapshot's own version: a restore into a later one is not played. */
export const restoreDBClusterFromSnapshot: Action<
  RestoreDBClusterFromSnapshotMessage,
  RestoreDBClusterFromSnapshotResult
> = (context, input) => {
  const snapshot = snapshotNamed(context, input.SnapshotIdentifier ?? '');
  const { Engine = '', EngineVersion = '' } = snapshot.settings;
  if (snapshot.status !== 'available') {
    throw fault('InvalidDBClusterSnapshotStateFault', `DB cluster snapshot ${snapshot.identifier} is not available.`);
  }
  if (input.Engine !== Engine) {
    throw invalidParameterCombination(`The snapshot ${snapshot.identifier} is of ${Engine}, not of ${input.Engine}.`);
  }
  if (input.EngineVersion && input.EngineVersion !== EngineVersion) {
    throw invalidParameterCombination(
      `The snapshot ${snapshot.identifier} is of version ${EngineVersion}: this server restores it as that, and nothing else.`,
    );
  }
  const cluster = restoreCluster(context, input, {
    engine: Engine,
    engineVersion: EngineVersion,
    settings: snapshot.settings as Partial<DBCluster>,
    message: `DB cluster restored from snapshot ${snapshot.identifier}.`,
  });
  return { DBCluster: dbClusterView(context, cluster) };
};
