import type { CreateBlueGreenDeploymentRequest, CreateBlueGreenDeploymentResponse } from '@aws-sdk/client-rds';
import { createGreen } from '../timelines/create-green';
import {
  deploymentTarget,
  requireDeployableSource,
  requireNewDeploymentName,
  sourceCluster,
} from '../world/deployments/deployment-rules';
import { membersOf } from '../world/lookup';
import { draw } from '../world/names/ids';
import type { Scene } from '../world/scene';
import { tagsOf } from '../world/tags';
import { begin } from '../world/timeline';
import { blueGreenDeploymentView } from '../world/views/blue-green-deployment';
import type { ClusterRecord, DeploymentMember, DeploymentRecord } from '../world/world';
import type { Action } from './action';

/**
 * The answer has rows and tasks, and neither Target nor TargetMember: green does not exist yet
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateBlueGreenDeployment.html, sample).
 */
export const createBlueGreenDeployment: Action<CreateBlueGreenDeploymentRequest, CreateBlueGreenDeploymentResponse> = (
  context,
  input,
) => {
  const { region, world, now } = context;
  const name = input.BlueGreenDeploymentName ?? '';
  requireNewDeploymentName(context, name);
  const blue = sourceCluster(context, input.Source ?? '');
  requireDeployableSource(context, blue);
  const target = deploymentTarget(context, blue, input);
  const tags = tagsOf(input.Tags);

  const members = rows(context, blue);
  const deployment: DeploymentRecord = {
    identifier: draw(world, 'deployment'),
    name,
    source: blue.resourceId,
    status: 'PROVISIONING',
    createdAt: now,
    tasks: taskNames(target.engineVersion !== undefined, members).map((Name) => ({ Name, Status: 'PENDING' })),
    members,
    tags,
    targetEngineVersion: target.engineVersion,
    targetClusterParameterGroup: target.clusterParameterGroup,
    targetParameterGroup: target.parameterGroup,
  };
  region.deployments[deployment.identifier] = deployment;
  begin(context, createGreen, { deployment: deployment.identifier });
  return { BlueGreenDeployment: blueGreenDeploymentView(context, deployment) };
};

/** The cluster, its instances, its custom endpoints. */
function rows({ region }: Scene, blue: ClusterRecord): DeploymentMember[] {
  const status = 'PROVISIONING';
  return [
    { kind: 'cluster', source: blue.resourceId, status },
    ...membersOf(region, blue).map(
      ({ resourceId }): DeploymentMember => ({ kind: 'instance', source: resourceId, status }),
    ),
    ...Object.values(region.clusterEndpoints)
      .filter(({ cluster }) => cluster === blue.resourceId)
      .map(({ resourceId }): DeploymentMember => ({ kind: 'cluster-endpoint', source: resourceId, status })),
  ];
}

/** Aurora's own tasks (AWS CLI examples; rlister/stax, pull request 61), in the order in which they are done. */
function taskNames(isUpgrade: boolean, members: DeploymentMember[]): string[] {
  return [
    'CREATING_READ_REPLICA_OF_SOURCE',
    ...(isUpgrade ? ['DB_ENGINE_VERSION_UPGRADE'] : []),
    'CREATE_DB_INSTANCES_FOR_CLUSTER',
    ...(members.some(({ kind }) => kind === 'cluster-endpoint') ? ['CREATE_CUSTOM_ENDPOINTS'] : []),
  ];
}
