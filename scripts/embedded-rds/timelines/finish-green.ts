import { deploymentEvent, instanceEvent } from '../world/announce';
import { moveStatus } from '../world/clusters/state-rules';
import { currentInstanceGroup, makeGreenEndpoints, makeGreenInstance, setTask } from '../world/deployments/green';
import { isLeftOut } from '../world/deployments/switchover-swap';
import { membersOf } from '../world/lookup';
import { strike } from '../world/on-demand/course-faults';
import type { Scene } from '../world/scene';
import { begin, defineTimeline } from '../world/timeline';
import type { ClusterRecord, DeploymentRecord } from '../world/world';
import { joinCluster } from './create-instance';
import { greenMinutes } from './durations';
import { replicaStarted } from './engines/replica-started';
import { type GreenArgs, greenStage } from './green-stage';

/** What follows the upgrade: counterparts of blue's readers, then of its custom endpoints, then AVAILABLE. */
export function createReaders(scene: Scene, deployment: DeploymentRecord, green: ClusterRecord): void {
  const readers = deployment.members.flatMap(({ kind, source, target }) =>
    kind === 'instance' && target === undefined ? (scene.region.instances[source] ?? []) : [],
  );
  if (readers.length === 0) {
    createEndpoints(scene, deployment);
    return;
  }
  setTask(deployment, 'CREATE_DB_INSTANCES_FOR_CLUSTER', 'IN_PROGRESS');
  const group = currentInstanceGroup(scene, deployment, green);
  for (const blue of readers) makeGreenInstance(scene, deployment, blue, group);
  begin(scene, finishReaders, { deployment: deployment.identifier });
}

const finishReaders = defineTimeline<GreenArgs>({
  name: 'finish-green-readers',
  steps: [
    greenStage(greenMinutes.readers, (scene, deployment, green) => {
      for (const reader of membersOf(scene.region, green).filter(({ status }) => status === 'creating')) {
        joinCluster(scene, reader);
        moveStatus(reader, 'creating');
        replicaStarted(scene, reader);
        instanceEvent(scene, reader, 'creation', 'DB instance created');
      }
      createEndpoints(scene, deployment);
    }),
  ],
});

function createEndpoints(scene: Scene, deployment: DeploymentRecord): void {
  setTask(deployment, 'CREATE_DB_INSTANCES_FOR_CLUSTER', 'COMPLETED');
  if (!deployment.members.some(({ kind }) => kind === 'cluster-endpoint')) {
    complete(scene, deployment);
    return;
  }
  setTask(deployment, 'CREATE_CUSTOM_ENDPOINTS', 'IN_PROGRESS');
  begin(scene, finishEndpoints, { deployment: deployment.identifier });
}

const finishEndpoints = defineTimeline<GreenArgs>({
  name: 'finish-green-endpoints',
  steps: [
    greenStage(greenMinutes.customEndpoints, (scene, deployment) => {
      makeGreenEndpoints(scene, deployment);
      setTask(deployment, 'CREATE_CUSTOM_ENDPOINTS', 'COMPLETED');
      complete(scene, deployment);
    }),
  ],
});

function complete(scene: Scene, deployment: DeploymentRecord): void {
  for (const member of deployment.members) if (!isLeftOut(member)) member.status = 'AVAILABLE';
  deployment.status = 'AVAILABLE';
  // Event 0244.
  deploymentEvent(
    scene,
    deployment,
    'creation',
    'Blue/green deployment tasks completed. You can make more modifications to the green environment databases or switch ' +
      'over the deployment.',
  );
  leaveMemberBehind(scene, deployment);
}

/** The fault `available-before-members`: hashicorp/terraform-provider-aws#36241 met such a deployment. */
function leaveMemberBehind(scene: Scene, deployment: DeploymentRecord): void {
  const last = deployment.members.findLast(({ kind }) => kind === 'instance');
  const instance = scene.region.instances[last?.target ?? ''];
  const fault = instance && strike(scene.world, 'available-before-members');
  if (instance === undefined || fault === undefined) return;
  moveStatus(instance, 'available', 'modifying');
  const minutes = fault.minutes ?? greenMinutes.membersBehind;
  begin(scene, memberCatchesUp, { instance: instance.resourceId, minutes });
}

const memberCatchesUp = defineTimeline<{ instance: string; minutes: number }>({
  name: 'green-member-catches-up',
  steps: [
    {
      at: ({ minutes }) => minutes,
      apply: (scene, { instance }) => moveStatus(scene.region.instances[instance], 'modifying'),
    },
  ],
});
