import { emit } from './events';
import type { Scene } from './scene';
import type { ClusterRecord, DeploymentRecord, InstanceRecord } from './world';

/**
 * Events of a cluster, an instance or a deployment. Categories:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 */
export function clusterEvent(scene: Scene, cluster: ClusterRecord, category: string, message: string): void {
  emit(scene, {
    sourceType: 'db-cluster',
    sourceIdentifier: cluster.identifier,
    categories: [category],
    message,
  });
}

export function instanceEvent(
  scene: Scene,
  instance: InstanceRecord | undefined,
  category: string,
  message: string,
): void {
  if (instance === undefined) return;
  emit(scene, {
    sourceType: 'db-instance',
    sourceIdentifier: instance.identifier,
    categories: [category],
    message,
  });
}

export function deploymentEvent(scene: Scene, deployment: DeploymentRecord, category: string, message: string): void {
  emit(scene, {
    sourceType: 'blue-green-deployment',
    sourceIdentifier: deployment.identifier,
    categories: [category],
    message,
  });
}
