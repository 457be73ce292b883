import { clusterEvent, instanceEvent, walSendersAdjusted } from '../world/announce';
import { isMajorUpgrade } from '../world/clusters/engine-upgrade-rules';
import { takeSnapshot } from '../world/clusters/snapshots';
import { settle } from '../world/clusters/state-rules';
import { membersOf, writerOf } from '../world/lookup';
import { strike } from '../world/on-demand/course-faults';
import { attachInstanceGroup } from '../world/parameters/parameter-groups-in-use';
import type { Scene } from '../world/scene';
import { defineTimeline, type Minutes, type TimelineStep } from '../world/timeline';
import type { ClusterRecord } from '../world/world';
import { upgradeMinutes } from './durations';
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
export function startUpgrade(scene: Scene, cluster: ClusterRecord): void {
  cluster.status = 'upgrading';
  for (const instance of membersOf(scene.region, cluster)) settle(instance, 'available', 'upgrading');
  clusterEvent(scene, cluster, 'maintenance', 'Database cluster engine version upgrade started.');
  clusterEvent(scene, cluster, 'maintenance', 'Upgrade in progress: Performing online pre-upgrade checks.');
}

/**
 * Steps and words of the upgrade log, from 14.10 to 15.5. Of a minor upgrade no event log is known: it is played at the same
 * pace, without the snapshot and the clone of the volume that the user guide names for major upgrades only.
 */
export const upgradeSteps: TimelineStep<UpgradeArgs>[] = [
  step(upgradeMinutes.writerShutdown, (scene, cluster) => {
    const writer = writerOf(scene.region, cluster);
    instanceEvent(scene, writer, 'availability', 'DB instance shutdown');
    walSendersAdjusted(scene, writer);
  }),
  step(upgradeMinutes.preUpgradeSnapshot, (scene, cluster, { engineVersion }) => {
    if (!isMajorUpgrade(cluster.engine, cluster.engineVersion, engineVersion)) return;
    const snapshot = preUpgradeSnapshotName(scene, cluster, engineVersion);
    takeSnapshot(scene, cluster, { identifier: snapshot, status: 'available', tags: [] });
    progress(scene, cluster, `Creating pre-upgrade snapshot [${snapshot}].`);
  }),
  step(upgradeMinutes.cloningVolume, (scene, cluster, { engineVersion }) => {
    if (isMajorUpgrade(cluster.engine, cluster.engineVersion, engineVersion)) {
      progress(scene, cluster, 'Cloning volume.');
    }
  }),
  step(upgradeMinutes.upgradingWriter, (scene, cluster, args) => {
    progress(scene, cluster, 'Upgrading writer.');
    if (strike(scene.world, 'upgrade-fails') !== undefined) args.failed = true;
  }),
  step(upgradeMinutes.writerShutdowns, (scene, cluster) => {
    const writer = writerOf(scene.region, cluster);
    walSendersAdjusted(scene, writer);
    instanceEvent(scene, writer, 'availability', 'DB instance shutdown');
    walSendersAdjusted(scene, writer);
  }),
  step(upgradeMinutes.writerRestarted, (scene, cluster) => {
    const writer = writerOf(scene.region, cluster);
    instanceEvent(scene, writer, 'availability', 'DB instance shutdown');
    walSendersAdjusted(scene, writer);
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
    walSendersAdjusted(scene, writerOf(scene.region, cluster));
  }),
  step(upgradeMinutes.upgraded, (scene, cluster, args) => {
    if (args.failed) return failUpgrade(scene, cluster);
    const kind = isMajorUpgrade(cluster.engine, cluster.engineVersion, args.engineVersion)
      ? 'engine major version'
      : 'engine version';
    cluster.engineVersion = args.engineVersion;
    for (const instance of membersOf(scene.region, cluster)) {
      instance.engineVersion = args.engineVersion;
      takeUpParameters(instance);
    }
    clusterEvent(scene, cluster, 'maintenance', `Database cluster ${kind} has been upgraded.`);
    walSendersAdjusted(scene, writerOf(scene.region, cluster));
  }),
  step(upgradeMinutes.available, (scene, cluster, args) => {
    const writer = writerOf(scene.region, cluster);
    if (args.isReplica) {
      instanceEvent(scene, writer, 'read replica', 'Replication for the Read Replica resumed');
    }
    for (const instance of membersOf(scene.region, cluster)) {
      settle(instance, 'upgrading');
      // After the last restart (the upgrade log): the new group waits for the next one.
      if (args.failed || args.parameterGroup === undefined) continue;
      if (!attachInstanceGroup(instance, args.parameterGroup)) continue;
      const message = `Updated to use DBParameterGroup ${args.parameterGroup}`;
      instanceEvent(scene, instance, 'configuration change', message);
    }
    delete cluster.pendingModifiedValues.EngineVersion;
    settle(cluster, 'upgrading');
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

function progress(scene: Scene, cluster: ClusterRecord, what: string): void {
  clusterEvent(scene, cluster, 'maintenance', `Upgrade in progress: ${what}`);
}

/** Event 0174. The cluster goes on with the version it had. */
function failUpgrade(scene: Scene, cluster: ClusterRecord): void {
  clusterEvent(scene, cluster, 'maintenance', 'Database cluster is in a state that cannot be upgraded.');
}

/** `preupgrade-db-cluster-green-ak5mgh-14-10-to-15-5-2024-02-05-06-24`, in UTC (the upgrade log). */
function preUpgradeSnapshotName(scene: Scene, cluster: ClusterRecord, engineVersion: string): string {
  const dashed = (version: string): string => version.replace(/[^A-Za-z0-9]+/g, '-');
  const time = new Date(scene.now).toISOString().slice(0, 16).replace(/[T:]/g, '-');
  return `preupgrade-${cluster.identifier}-${dashed(cluster.engineVersion)}-to-${dashed(engineVersion)}-${time}`;
}
