import type { BlueGreenDeploymentTask } from '@aws-sdk/client-rds';
import { availabilityZones } from '../clusters/availability-zones';
import { familyOfCluster } from '../clusters/engine-upgrade-rules';
import { withSuffix } from '../names/identifiers';
import { draw } from '../names/ids';
import { defaultGroupName, findParameterGroup } from '../parameters/parameter-groups';
import { plainCopy } from '../plain-copy';
import type { Scene } from '../scene';
import type { ClusterRecord, DeploymentMember, DeploymentRecord, InstanceRecord } from '../world';
import { instanceWithoutUncopied, withoutUncopied } from './uncopied';

/**
 * Green is made of copies, not links: what somebody changes on blue later does not reach it (maintenance windows were found
 * apart). IAM roles are not copied, nor is backtracking
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 */
export function makeGreenCluster(scene: Scene, deployment: DeploymentRecord, blue: ClusterRecord): ClusterRecord {
  const { AssociatedRoles: _roles, BacktrackWindow: _backtrack, ...copied } = plainCopy(blue.settings);
  const settings = Object.fromEntries(Object.entries(copied).filter(([name]) => !name.startsWith('ActivityStream')));
  const copy: ClusterRecord = {
    ...plainCopy(blue),
    settings,
    resourceId: draw(scene.world, 'cluster'),
    identifier: greenName(scene, blue.identifier),
    status: 'creating',
    heldStatus: undefined,
    createdAt: scene.now,
    parameterGroup: startingGroup(deployment, blue, deployment.targetClusterParameterGroup),
    pendingModifiedValues: {},
    writer: undefined,
    readOnly: true,
  };
  const green = withoutUncopied(copy, scene.world.choices.notCopiedToGreen);
  scene.region.clusters[green.resourceId] = green;
  deployment.target = green.resourceId;
  rowOf(deployment, blue.resourceId).target = green.resourceId;
  return green;
}

/** `parameterGroup`: the group that the copy starts with, and is in sync with. */
export function makeGreenInstance(
  scene: Scene,
  deployment: DeploymentRecord,
  blue: InstanceRecord,
  parameterGroup: string,
): InstanceRecord {
  const cluster = scene.region.clusters[deployment.target ?? ''];
  const copy: InstanceRecord = {
    ...plainCopy(blue),
    resourceId: draw(scene.world, 'instance'),
    identifier: greenName(scene, blue.identifier),
    cluster: deployment.target ?? '',
    status: 'creating',
    heldStatus: undefined,
    engineVersion: cluster?.engineVersion ?? blue.engineVersion,
    parameterGroup,
    parameterApplyStatus: 'in-sync',
    clusterParameterGroupStatus: 'in-sync',
    createdAt: scene.now,
    pendingModifiedValues: {},
    connections: 0,
    logs: undefined,
    settings: { ...plainCopy(blue.settings), AvailabilityZone: otherZone(scene, blue) },
  };
  const green = instanceWithoutUncopied(copy, scene.world.choices.notCopiedToGreen);
  scene.region.instances[green.resourceId] = green;
  rowOf(deployment, blue.resourceId).target = green.resourceId;
  return green;
}

/** Each custom endpoint gets a counterpart, by default with the counterparts of its members. */
export function makeGreenEndpoints(scene: Scene, deployment: DeploymentRecord): void {
  const areTaken = scene.world.choices.endpointMembersOnGreen === 'counterparts';
  const counterparts = (ids: string[]): string[] =>
    (areTaken ? ids : []).flatMap((id) => deployment.members.find(({ source }) => source === id)?.target ?? []);
  for (const row of deployment.members.filter(({ kind }) => kind === 'cluster-endpoint')) {
    const blue = Object.values(scene.region.clusterEndpoints).find(({ resourceId }) => resourceId === row.source);
    if (blue === undefined || deployment.target === undefined) continue;
    const identifier = greenName(scene, blue.identifier);
    const resourceId = draw(scene.world, 'cluster-endpoint');
    scene.region.clusterEndpoints[identifier] = {
      ...plainCopy(blue),
      identifier,
      resourceId,
      cluster: deployment.target,
      status: 'available',
      staticMembers: counterparts(blue.staticMembers),
      excludedMembers: counterparts(blue.excludedMembers),
    };
    row.target = resourceId;
  }
}

/**
 * Green starts with the family's default groups; the target groups come with the upgrade, and where nothing is upgraded at
 * once (the upgrade log: rds.logical_replication is adjusted from 0 to 1 at 15:17, "Updated to use DBParameterGroup" at 15:37).
 */
export function startingGroup(deployment: DeploymentRecord, cluster: ClusterRecord, target: string): string {
  return deployment.targetEngineVersion === undefined ? target : defaultGroupName(familyOfCluster(cluster));
}

/** For instances that are made after the upgrade: the target group, unless the upgrade failed and it does not fit. */
export function currentInstanceGroup(scene: Scene, deployment: DeploymentRecord, green: ClusterRecord): string {
  const family = familyOfCluster(green);
  const group = findParameterGroup(scene.region, 'instance', deployment.targetParameterGroup);
  return group?.family === family ? group.name : defaultGroupName(family);
}

/** Moves a task on, where the deployment has it. */
export function setTask(
  deployment: DeploymentRecord,
  name: string,
  status: NonNullable<BlueGreenDeploymentTask['Status']>,
): void {
  const task = deployment.tasks.find(({ Name }) => Name === name);
  if (task !== undefined) task.Status = status;
}

/** `<name>-green-` and six letters, drawn for each resource of its own (the upgrade log: cluster `ak5mgh`, instance `8n9hio`). */
function greenName(scene: Scene, identifier: string): string {
  return withSuffix(identifier, `-green-${draw(scene.world, 'green-suffix')}`);
}

/** Nothing promises that green stands in blue's zone; here it never does, so that nobody comes to rely on it. */
function otherZone(scene: Scene, blue: InstanceRecord): string | undefined {
  const zones = availabilityZones(scene.region.name);
  return zones[(zones.indexOf(blue.settings.AvailabilityZone ?? '') + 1) % zones.length];
}

function rowOf(deployment: DeploymentRecord, source: string): DeploymentMember {
  const row = deployment.members.find((member) => member.source === source);
  if (row === undefined) throw new Error(`The deployment ${deployment.identifier} has no row for ${source}.`);
  return row;
}
