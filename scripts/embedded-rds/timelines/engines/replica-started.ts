import type { Scene } from '../../world/scene';
import type { InstanceRecord } from '../../world/world';
import { courseOf } from '.';

/** What an engine says at each start of an instance that replicates. */
export function replicaStarted(scene: Scene, instance: InstanceRecord | undefined): void {
  const cluster = scene.region.clusters[instance?.cluster ?? ''];
  if (instance !== undefined && cluster !== undefined) courseOf(cluster).started?.(scene, instance);
}
