import type { BlueGreenDeployment, SwitchoverDetail } from '@aws-sdk/client-rds';
import { arnOf } from '../names/arn';
import type { Scene } from '../scene';
import type { DeploymentMember, DeploymentRecord } from '../world';

/**
 * A deployment as DescribeBlueGreenDeployments shows it. ARNs are made of today's names: after the switchover Source is
 * `…-old1` and Target has the production name, without anything here being swapped.
 */
export function blueGreenDeploymentView(scene: Scene, deployment: DeploymentRecord): BlueGreenDeployment {
  const cluster = deployment.members.find(({ kind }) => kind === 'cluster');
  return {
    BlueGreenDeploymentIdentifier: deployment.identifier,
    BlueGreenDeploymentName: deployment.name,
    Source: cluster && sourceArn(scene, cluster),
    Target: cluster && targetArn(scene, cluster),
    SwitchoverDetails: deployment.members.map((member) => switchoverDetail(scene, member)),
    Tasks: deployment.tasks,
    Status: deployment.status,
    StatusDetails: deployment.statusDetails,
    CreateTime: new Date(deployment.createdAt),
    DeleteTime: deployment.deletedAt === undefined ? undefined : new Date(deployment.deletedAt),
    TagList: deployment.tags,
  };
}

function switchoverDetail(scene: Scene, member: DeploymentMember): SwitchoverDetail {
  return {
    SourceMember: sourceArn(scene, member),
    TargetMember: targetArn(scene, member),
    Status: member.status,
  };
}

function sourceArn(scene: Scene, member: DeploymentMember): string | undefined {
  return member.deletedSourceArn ?? memberArn(scene, member.kind, member.source);
}

function targetArn(scene: Scene, member: DeploymentMember): string | undefined {
  if (member.deletedTargetArn !== undefined) return member.deletedTargetArn;
  return member.target === undefined ? undefined : memberArn(scene, member.kind, member.target);
}

/** ARN of a cluster, an instance or a custom endpoint by its resource id; undefined when there is none. */
export function memberArn(scene: Scene, kind: DeploymentMember['kind'], resourceId: string): string | undefined {
  const { clusters, instances, clusterEndpoints } = scene.region;
  if (kind === 'cluster') {
    const cluster = clusters[resourceId];
    return cluster && arnOf(scene, 'cluster', cluster.identifier);
  }
  if (kind === 'instance') {
    const instance = instances[resourceId];
    return instance && arnOf(scene, 'db', instance.identifier);
  }
  const endpoint = Object.values(clusterEndpoints).find((candidate) => candidate.resourceId === resourceId);
  return endpoint && arnOf(scene, 'cluster-endpoint', endpoint.identifier);
}
