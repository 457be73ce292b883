import { deploymentEvent, instanceEvent } from '../world/announce';
import { moveStatus } from '../world/clusters/state-rules';
import { setTask } from '../world/deployments/green';
import { writerOf } from '../world/lookup';
import type { Scene } from '../world/scene';
import { defineTimeline } from '../world/timeline';
import type { ClusterRecord, DeploymentRecord } from '../world/world';
import { greenMinutes } from './durations';
import { type GreenArgs, greenStage } from './green-stage';

/** What a creation fails of where the fault gives no reason: the words of event 0245 that users report most. */
export const incompatibleParameters =
  'of incompatible parameter settings. See link to help resolve the issues, then delete and recreate the blue/green deployment';

/** What was built of green stays until the deployment is deleted. */
function failNow(scene: Scene, deployment: DeploymentRecord, reason: string): void {
  setTask(deployment, 'CREATING_READ_REPLICA_OF_SOURCE', 'FAILED');
  endCreation(scene, deployment, reason);
}

/** The fault `provisioning-fails`. */
export const failGreen = defineTimeline<GreenArgs & { reason: string }>({
  name: 'fail-green',
  steps: [
    {
      at: greenMinutes.provisioningFails - greenMinutes.replicationStopped,
      apply(scene, { deployment: id, reason }) {
        const { apply } = greenStage(0, (_, deployment, green) => {
          moveStatus(writerOf(scene.region, green), 'configuring-log-exports');
          failNow(scene, deployment, reason);
        });
        apply(scene, { deployment: id });
      },
    },
  ],
});

/** A green whose upgrade failed, of an engine that builds no further then (https://repost.aws/knowledge-center/rds-aurora-mysql-troubleshoot-upgrades). */
export function invalidate(scene: Scene, deployment: DeploymentRecord, green: ClusterRecord): void {
  const writer = writerOf(scene.region, green);
  instanceEvent(scene, writer, 'failure', 'Failed to provision due to upgrade incompatibilities.');
  endCreation(scene, deployment, 'of upgrade incompatibilities');
}

function endCreation(scene: Scene, deployment: DeploymentRecord, reason: string): void {
  deployment.status = 'INVALID_CONFIGURATION';
  // StatusDetails carries the reason of a failure, in which words is not documented:
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_BlueGreenDeployment.html
  deployment.statusDetails = `Creation of blue/green deployment failed because ${reason}.`;
  deploymentEvent(scene, deployment, 'failure', deployment.statusDetails);
}
