import { instanceEvent } from '../world/announce';
import { moveStatus } from '../world/clusters/state-rules';
import type { Scene } from '../world/scene';
import { defineTimeline } from '../world/timeline';
import type { InstanceRecord } from '../world/world';
import { durations } from './durations';
import { replicaStarted } from './engines/replica-started';

type Args = { instance: string };

/** From `creating` to `available`, with the events of the upgrade log's first five minutes. */
export const createInstance = defineTimeline<Args>({
  name: 'create-instance',
  steps: [
    {
      at: durations.instanceCreate - 2,
      apply: (scene, { instance }) => replicaStarted(scene, scene.region.instances[instance]),
    },
    {
      at: durations.instanceCreate,
      apply(scene, { instance: id }) {
        const instance = scene.region.instances[id];
        if (instance === undefined) return;
        joinCluster(scene, instance);
        moveStatus(instance, 'creating');
        instanceEvent(scene, instance, 'creation', 'DB instance created');
      },
    },
    {
      at: durations.instanceCreate + durations.logExportsAfterCreate,
      apply: (scene, { instance }) => announceLogExports(scene, scene.region.instances[instance]),
    },
    {
      at: durations.instanceCreate + durations.monitoringAfterCreate,
      apply(scene, { instance: id }) {
        const instance = scene.region.instances[id];
        announceMonitoring(scene, instance);
        announcePerformanceInsights(scene, instance);
      },
    },
  ],
});

/** The first instance that is there becomes the writer. */
export function joinCluster(scene: Scene, instance: InstanceRecord): void {
  const cluster = scene.region.clusters[instance.cluster];
  if (cluster !== undefined && cluster.writer === undefined) cluster.writer = instance.resourceId;
}

export function announceLogExports(scene: Scene, instance: InstanceRecord | undefined): void {
  const exports = instance && scene.region.clusters[instance.cluster]?.settings.EnabledCloudwatchLogsExports;
  if (exports === undefined || exports.length === 0) return;
  const message = `CloudWatch Logs Export enabled for logs [${exports.join(', ')}]`;
  instanceEvent(scene, instance, 'configuration change', message);
}

export function announceMonitoring(scene: Scene, instance: InstanceRecord | undefined): void {
  const interval = instance?.settings.MonitoringInterval ?? 0;
  if (interval === 0) return;
  instanceEvent(scene, instance, 'configuration change', `Monitoring Interval changed to ${interval}`);
}

export function announcePerformanceInsights(scene: Scene, instance: InstanceRecord | undefined): void {
  if (!instance?.settings.PerformanceInsightsEnabled) return;
  instanceEvent(scene, instance, 'configuration change', 'Performance Insights has been enabled');
}
