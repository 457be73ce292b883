import { fault } from '../../wire/service-fault';
import type { Scene } from '../scene';
import type { ClusterSnapshotRecord } from '../world';
import { nameOf } from './arn';
import { newIdentifier } from './identifiers';

/** A snapshot's new name, not taken. Throws DBClusterSnapshotAlreadyExistsFault. */
export function newSnapshotIdentifier(scene: Scene, parameter: string, value: string): string {
  const identifier = newIdentifier(parameter, value);
  if (scene.region.clusterSnapshots[identifier] !== undefined) {
    throw fault(
      'DBClusterSnapshotAlreadyExistsFault',
      `Cannot create the cluster snapshot because one with the identifier ${identifier} already exists.`,
    );
  }
  return identifier;
}

/** Throws DBClusterSnapshotNotFoundFault. */
export function snapshotNamed(scene: Scene, nameOrArn: string): ClusterSnapshotRecord {
  const snapshot = scene.region.clusterSnapshots[nameOf(scene, 'cluster-snapshot', nameOrArn)];
  if (snapshot === undefined) {
    throw fault('DBClusterSnapshotNotFoundFault', `DBClusterSnapshot not found: ${nameOrArn}`);
  }
  return snapshot;
}
