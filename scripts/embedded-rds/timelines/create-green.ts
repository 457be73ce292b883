import { clusterEvent, instanceEvent } from '../world/announce';
import { moveStatus } from '../world/clusters/state-rules';
import { makeGreenCluster, makeGreenInstance, setTask, startingGroup } from '../world/deployments/green';
import { writerOf } from '../world/lookup';
import { strike } from '../world/on-demand/course-faults';
import type { Scene } from '../world/scene';
import { begin, cancel, defineTimeline } from '../world/timeline';
import type { ClusterRecord, DeploymentRecord } from '../world/world';
import { announceLogExports, announceMonitoring, announcePerformanceInsights } from './create-instance';
import { greenMinutes, upgradeMinutes } from './durations';
import { startUpgrade, type UpgradeArgs, upgradeSteps } from './engine-upgrade';
import { courseOf } from './engines';
import { replicaStarted } from './engines/replica-started';
import { failGreen, incompatibleParameters, invalidate } from './fail-green';
import { createReaders } from './finish-green';
import { type GreenArgs, greenStage } from './green-stage';
import { stallMinutes, tellOfStall } from './stall-green';

/**
 * The replica: blue's cluster and writer, copied and replicating, in the 24 minutes that the upgrade log shows. `stalled`: minutes
 * for which it is still held up.
 */
export const createGreen = defineTimeline<GreenArgs & { stalled?: number }>({
  name: 'create-green',
  steps: [
    {
      at: greenMinutes.clusterCreating,
      apply(scene, { deployment: id, stalled }) {
        const deployment = scene.region.deployments[id];
        const blue = scene.region.clusters[deployment?.source ?? ''];
        if (deployment?.status !== 'PROVISIONING' || blue === undefined) return;
        const stall = stalled ?? stallMinutes(scene);
        if (stall > 0) {
          tellOfStall(scene, blue);
          const pause = Math.min(stall, greenMinutes.stalledEvent);
          cancel(scene.region, ({ args }) => args.deployment === id);
          // The same step once more, after the pause.
          const startedAt = scene.now - (greenMinutes.clusterCreating - pause) * 60_000;
          begin({ ...scene, now: startedAt }, createGreen, { deployment: id, stalled: stall - pause });
          return;
        }
        setTask(deployment, 'CREATING_READ_REPLICA_OF_SOURCE', 'IN_PROGRESS');
        makeGreenCluster(scene, deployment, blue);
      },
    },
    greenStage(greenMinutes.clusterCreated, (scene, _, green) => {
      moveStatus(green, 'creating');
      clusterEvent(scene, green, 'creation', 'DB cluster created');
    }),
    greenStage(greenMinutes.writerCreating, (scene, deployment, green) => {
      const blue = scene.region.clusters[deployment.source];
      const writer = blue && writerOf(scene.region, blue);
      if (writer === undefined) return;
      const group = startingGroup(deployment, green, deployment.targetParameterGroup);
      green.writer = makeGreenInstance(scene, deployment, writer, group).resourceId;
    }),
    greenStage(greenMinutes.writerParameters, (scene, _, green) =>
      replicaStarted(scene, writerOf(scene.region, green)),
    ),
    greenStage(greenMinutes.writerLogicalReplication, (scene, _, green) => {
      const writer = writerOf(scene.region, green);
      replicaStarted(scene, writer);
      if (writer !== undefined) courseOf(green).replicates?.(scene, writer);
      replicaStarted(scene, writer);
    }),
    greenStage(greenMinutes.writerCreated, (scene, _, green) => {
      const writer = writerOf(scene.region, green);
      moveStatus(writer, 'creating', 'configuring-log-exports');
      instanceEvent(scene, writer, 'creation', 'DB instance created');
      if (writer !== undefined) courseOf(green).writerCreated?.(scene, writer);
    }),
    greenStage(greenMinutes.replicationStopped, (scene, deployment, green) => {
      const writer = writerOf(scene.region, green);
      instanceEvent(scene, writer, 'read replica', 'Replication has stopped.');
      announceLogExports(scene, writer);
      const fault = strike(scene.world, 'provisioning-fails');
      if (fault === undefined) return;
      cancel(scene.region, ({ args }) => args.deployment === deployment.identifier);
      begin(scene, failGreen, { deployment: deployment.identifier, reason: fault.reason ?? incompatibleParameters });
    }),
    greenStage(greenMinutes.replicationResumed, (scene, _, green) => {
      const writer = writerOf(scene.region, green);
      instanceEvent(scene, writer, 'read replica', 'Replication for the Read Replica resumed');
      moveStatus(writer, 'configuring-log-exports', 'configuring-enhanced-monitoring');
    }),
    greenStage(greenMinutes.monitoring, (scene, _, green) => {
      const writer = writerOf(scene.region, green);
      announcePerformanceInsights(scene, writer);
      announceMonitoring(scene, writer);
    }),
    greenStage(greenMinutes.upgrade, (scene, deployment, green) => {
      moveStatus(writerOf(scene.region, green), 'configuring-enhanced-monitoring');
      setTask(deployment, 'CREATING_READ_REPLICA_OF_SOURCE', 'COMPLETED');
      if (deployment.targetEngineVersion === undefined) return createReaders(scene, deployment, green);
      setTask(deployment, 'DB_ENGINE_VERSION_UPGRADE', 'IN_PROGRESS');
      startUpgrade(scene, green, deployment.targetEngineVersion);
      begin(scene, upgradeGreen, {
        deployment: deployment.identifier,
        cluster: green.resourceId,
        engineVersion: deployment.targetEngineVersion,
        clusterParameterGroup: deployment.targetClusterParameterGroup,
        parameterGroup: deployment.targetParameterGroup,
        isReplica: true,
        ...(cannotUpgrade(scene, deployment, green) ? { failed: true } : {}),
      });
    }),
  ],
});

/** An upgrade as any other; when it is over, the rest of blue's topology follows. */
const upgradeGreen = defineTimeline<UpgradeArgs & GreenArgs>({
  name: 'upgrade-green',
  steps: [
    ...upgradeSteps,
    {
      at: upgradeMinutes.available,
      apply(scene, { deployment: id, failed }) {
        const deployment = scene.region.deployments[id];
        const green = scene.region.clusters[deployment?.target ?? ''];
        if (deployment?.status !== 'PROVISIONING' || green === undefined) return;
        setTask(deployment, 'DB_ENGINE_VERSION_UPGRADE', failed ? 'FAILED' : 'COMPLETED');
        if (failed && courseOf(green).failedUpgrade === 'invalidates') return invalidate(scene, deployment, green);
        createReaders(scene, deployment, green);
      },
    },
  ],
});

function cannotUpgrade(scene: Scene, deployment: DeploymentRecord, green: ClusterRecord): boolean {
  const blue = scene.region.clusters[deployment.source];
  return blue !== undefined && (courseOf(green).cannotUpgrade?.(scene, deployment, blue) ?? false);
}
