import { instanceEvent } from '../../world/announce';
import type { EngineCourse } from './course';

const logicalReplication =
  'The parameter rds.logical_replication was set to a value incompatible with logical replication. It has been adjusted ' +
  'from 0 to 1. Please drop all logical replication slots before disabling logical decoding.';

/** The upgrade log, of a blue/green upgrade from 14.10 to 15.5 (the head of ../../README.md). */
export const postgresqlCourse: EngineCourse = {
  upgrade: {
    started: () => [
      'Database cluster engine version upgrade started.',
      'Upgrade in progress: Performing online pre-upgrade checks.',
    ],
    working: () => ['Upgrade in progress: Upgrading writer.'],
    upgraded: (isMajor) => `Database cluster ${isMajor ? 'engine major version' : 'engine version'} has been upgraded.`,
    // Event 0174.
    refused: 'Database cluster is in a state that cannot be upgraded.',
  },
  started(scene, instance) {
    instanceEvent(
      scene,
      instance,
      'configuration change',
      'The parameter max_wal_senders was set to a value incompatible with replication. It has been adjusted from 10 to 20.',
    );
  },
  replicates: (scene, writer) => instanceEvent(scene, writer, 'configuration change', logicalReplication),
  failedUpgrade: 'stays',
  sequencesSynced: true,
};
