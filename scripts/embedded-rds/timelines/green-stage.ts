import type { Scene } from '../world/scene';
import type { Minutes, TimelineStep } from '../world/timeline';
import type { ClusterRecord, DeploymentRecord } from '../world/world';

export type GreenArgs = { deployment: string };

/** A step that happens only while the deployment is being provisioned and its green cluster is there. */
export function greenStage(
  at: Minutes,
  apply: (scene: Scene, deployment: DeploymentRecord, green: ClusterRecord) => void,
): TimelineStep<GreenArgs> {
  return {
    at,
    apply(scene, { deployment: id }) {
      const deployment = scene.region.deployments[id];
      const green = scene.region.clusters[deployment?.target ?? ''];
      if (deployment?.status === 'PROVISIONING' && green !== undefined) apply(scene, deployment, green);
    },
  };
}
