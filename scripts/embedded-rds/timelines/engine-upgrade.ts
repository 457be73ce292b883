import { given } from '../../runtime/given';
import { clusterEvent, instanceEvent } from '../world/announce';
import { isMajorUpgrade } from '../world/clusters/engine-upgrade-rules';
import { takeSnapshot } from '../world/clusters/snapshots';
import { moveStatus } from '../world/clusters/state-rules';
import { membersOf, writerOf } from '../world/lookup';
import { strike } from '../world/on-demand/course-faults';
import { attachInstanceGroup } from '../world/parameters/parameter-groups-in-use';
import type { Scene } from '../world/scene';
import { defineTimeline, type Minutes, type TimelineStep } from '../world/timeline';
import type { ClusterRecord } from '../world/world';
import { upgradeMinutes } from './durations';
import { courseOf } from './engines';
import { replicaStarted } from './engines/replica-started';
import { takeUpParameters } from './reboot-instance';

/** What an upgrade ends in. A group that is undefined stays as it is, as in most minor upgrades. */
export interface UpgradeArgs {
  cluster: string;
  engineVersion: string;
  clusterParameterGroup?: string;
  parameterGroup?: string;
  /** The upgrade of a green cluster: replication from blue stops and resumes. */
  isReplica?: boolean;
  /** Set under way by the fault `upgrade-fails`. */
  failed?: boolean;
}

/** The moment that an upgrade starts: cluster and instances read `upgrading` until it is over. */
export function startUpgrade(scene: Scene, cluster: ClusterRecord, engineVersion: string): void {
  cluster.status = 'upgrading';
  for (const instance of membersOf(scene.region, cluster)) moveStatus(instance, 'available', 'upgrading');
  const isMajor = isMajorUpgrade(cluster.engine, cluster.engineVersion, engineVersion);
  tell(scene, cluster, courseOf(cluster).upgrade.started(isMajor));
}

/**
 * Steps of the upgrade log, from 14.10 to 15.5, in the words of each engine. Of a minor upgrade no event log is known: it is played at the same
 * pace, without the snapshot and the clone of the volume that the user guide names for major upgrades only.
 */
export const upgradeSteps: TimelineStep<UpgradeArgs>[] = [
  step(upgradeMinutes.writerShutdown, (scene, cluster) => {
    const writer = writerOf(scene.region, cluster);
    instanceEvent(scene, writer, 'availability', 'DB instance shutdown');
    replicaStarted(scene, writer);
  }),
  step(upgradeMinutes.preUpgradeSnapshot, (scene, cluster, { engineVersion }) => {
    if (!isMajorUpgrade(cluster.engine, cluster.engineVersion, engineVersion)) return;
    const snapshot = preUpgradeSnapshotName(scene, cluster, engineVersion);
    takeSnapshot(scene, cluster, { identifier: snapshot, status: 'available', tags: [] });
    tell(scene, cluster, [`Upgrade in progress: Creating pre-upgrade snapshot [${snapshot}].`]);
  }),
  step(upgradeMinutes.cloningVolume, (scene, cluster, { engineVersion }) => {
    if (isMajorUpgrade(cluster.engine, cluster.engineVersion, engineVersion)) {
      tell(scene, cluster, ['Upgrade in progress: Cloning volume.']);
    }
  }),
  step(upgradeMinutes.upgradingWriter, (scene, cluster, args) => {
    const isMajor = isMajorUpgrade(cluster.engine, cluster.engineVersion, args.engineVersion);
    tell(scene, cluster, courseOf(cluster).upgrade.working(isMajor));
    const fault = strike(scene.world, 'upgrade-fails');
    const of = fault !== undefined ? 'fault' : args.failed ? 'parameters' : undefined;
    if (fault !== undefined) args.failed = true;
    if (!isMajor) return;
    const fails = of && ({ of, ...given({ reason: fault?.reason }) } as const);
    const upgrade = { engineVersion: args.engineVersion, ...given({ fails }) };
    if (courseOf(cluster).prechecked?.(scene, cluster, upgrade) === 'errors') args.failed = true;
  }),
  step(upgradeMinutes.writerShutdowns, (scene, cluster) => {
    const writer = writerOf(scene.region, cluster);
    replicaStarted(scene, writer);
    instanceEvent(scene, writer, 'availability', 'DB instance shutdown');
    replicaStarted(scene, writer);
  }),
  step(upgradeMinutes.writerRestarted, (scene, cluster) => {
    const writer = writerOf(scene.region, cluster);
    instanceEvent(scene, writer, 'availability', 'DB instance shutdown');
    replicaStarted(scene, writer);
    instanceEvent(scene, writer, 'availability', 'DB instance restarted');
  }),
  step(upgradeMinutes.clusterGroup, (scene, cluster, args) => {
    if (args.failed) return;
    if (args.clusterParameterGroup !== undefined && cluster.parameterGroup !== args.clusterParameterGroup) {
      cluster.parameterGroup = args.clusterParameterGroup;
      const message = `Updated to use DBParameterGroup ${args.clusterParameterGroup}`;
      clusterEvent(scene, cluster, 'configuration change', message);
    }
    if (args.isReplica) {
      instanceEvent(scene, writerOf(scene.region, cluster), 'read replica', 'Replication has stopped.');
    }
    replicaStarted(scene, writerOf(scene.region, cluster));
  }),
  step(upgradeMinutes.upgraded, (scene, cluster, args) => {
    const words = courseOf(cluster).upgrade;
    // The cluster goes on with the version it had.
    if (args.failed) return tell(scene, cluster, [words.refused]);
    const isMajor = isMajorUpgrade(cluster.engine, cluster.engineVersion, args.engineVersion);
    cluster.engineVersion = args.engineVersion;
    for (const instance of membersOf(scene.region, cluster)) {
      instance.engineVersion = args.engineVersion;
      takeUpParameters(instance);
    }
    tell(scene, cluster, [words.upgraded(isMajor)]);
    replicaStarted(scene, writerOf(scene.region, cluster));
  }),
  step(upgradeMinutes.available, (scene, cluster, args) => {
    const writer = writerOf(scene.region, cluster);
    if (args.isReplica) {
      instanceEvent(scene, writer, 'read replica', 'Replication for the Read Replica resumed');
    }
    for (const instance of membersOf(scene.region, cluster)) {
      moveStatus(instance, 'upgrading');
      // After the last restart (the upgrade log): the new group waits for the next one.
      if (args.failed || args.parameterGroup === undefined) continue;
      if (!attachInstanceGroup(instance, args.parameterGroup)) continue;
      const message = `Updated to use DBParameterGroup ${args.parameterGroup}`;
      instanceEvent(scene, instance, 'configuration change', message);
    }
    delete cluster.pendingModifiedValues.EngineVersion;
    moveStatus(cluster, 'upgrading');
  }),
];

/** An upgrade in place, asked for by ModifyDBCluster or done by RDS itself. */
export const engineUpgrade = defineTimeline<UpgradeArgs>({ name: 'engine-upgrade', steps: upgradeSteps });

function step(
  at: Minutes,
  apply: (scene: Scene, cluster: ClusterRecord, args: UpgradeArgs) => void,
): TimelineStep<UpgradeArgs> {
  return {
    at,
    apply(scene, args) {
      const cluster = scene.region.clusters[args.cluster];
      if (cluster !== undefined && cluster.status !== 'deleting') apply(scene, cluster, args);
    },
  };
}

function tell(scene: Scene, cluster: ClusterRecord, messages: readonly string[]): void {
  for (const message of messages) clusterEvent(scene, cluster, 'maintenance', message);
}

/** `preupgrade-db-cluster-green-ak5mgh-14-10-to-15-5-2024-02-05-06-24`, in UTC (the upgrade log). */
function preUpgradeSnapshotName(scene: Scene, cluster: ClusterRecord, engineVersion: string): string {
  const dashed = (version: string): string => version.replace(/[^A-Za-z0-9]+/g, '-');
  const time = new Date(scene.now).toISOString().slice(0, 16).replace(/[T:]/g, '-');
  return `preupgrade-${cluster.identifier}-${dashed(cluster.engineVersion)}-to-${dashed(engineVersion)}-${time}`;
}
