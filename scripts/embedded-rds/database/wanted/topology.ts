import { addressOf, clusterEndpoint, instanceEndpoint } from '../../world/clusters/endpoints';
import { deploymentOf, membersOf } from '../../world/lookup';
import type { Scene } from '../../world/scene';
import type { ClusterRecord, DeploymentRecord } from '../../world/world';

/** A row of `get_blue_green_fast_switchover_metadata`, as AWS's drivers read it (aws/aws-advanced-nodejs-wrapper). */
export interface TopologyRow {
  id: string;
  endpoint: string;
  port: number;
  role: 'BLUE_GREEN_DEPLOYMENT_SOURCE' | 'BLUE_GREEN_DEPLOYMENT_TARGET';
  status: string;
  version: string;
}

/** Both ends of the deployment that the cluster is part of, from the moment that it is AVAILABLE until its record goes. */
export function topologyOf(scene: Scene, cluster: ClusterRecord): TopologyRow[] {
  const { region } = scene;
  const deployment = deploymentOf(region, cluster.resourceId);
  const status = deployment && phaseOf(deployment);
  if (deployment === undefined || status === undefined) return [];
  const end = (id: string | undefined, role: TopologyRow['role']): TopologyRow[] => {
    const side = region.clusters[id ?? ''];
    if (side === undefined) return [];
    const hosts = [
      clusterEndpoint(scene, side.identifier),
      ...membersOf(region, side).map(({ identifier }) => instanceEndpoint(scene, identifier)),
    ];
    return hosts.map((host, index) => {
      const { address, port = 5432 } = addressOf(scene, host, side.settings.Port);
      return { id: `${side.resourceId}-${index}`, endpoint: address, port, role, status, version: '1.0' };
    });
  };
  return [
    ...end(deployment.source, 'BLUE_GREEN_DEPLOYMENT_SOURCE'),
    ...end(deployment.target, 'BLUE_GREEN_DEPLOYMENT_TARGET'),
  ];
}

function phaseOf({ status, members }: DeploymentRecord): string | undefined {
  switch (status) {
    case 'AVAILABLE':
    case 'SWITCHOVER_FAILED':
      return 'AVAILABLE';
    case 'SWITCHOVER_IN_PROGRESS':
      // The deployment says so at once, its members when writes are refused.
      return members.some((row) => row.status === status) ? status : 'SWITCHOVER_INITIATED';
    case 'SWITCHOVER_COMPLETED':
      return status;
    default:
      return undefined;
  }
}
