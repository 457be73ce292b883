import { deploymentEvent, instanceEvent } from '../world/announce';
import { writerOf } from '../world/lookup';
import { strike } from '../world/on-demand/course-faults';
import type { Scene } from '../world/scene';
import type { ClusterRecord, DeploymentRecord } from '../world/world';

/**
 * The fault `replication-degraded`: somebody ran DDL on blue. No field of the API shows it; two events do (the upgrade log), and
 * the switchover is refused. It strikes as soon as anybody looks at a deployment that is AVAILABLE.
 */
export function degradeReplication(scene: Scene): void {
  const { deployments, clusters } = scene.region;
  for (const deployment of Object.values(deployments)) {
    const isThere = clusters[deployment.source] !== undefined && clusters[deployment.target ?? ''] !== undefined;
    if (deployment.status !== 'AVAILABLE' || deployment.degraded || !isThere) continue;
    const fault = strike(scene.world, 'replication-degraded');
    if (fault === undefined) return;
    degrade(scene, deployment);
    if (fault.reason !== undefined) deploymentEvent(scene, deployment, 'failure', fault.reason);
  }
}

export function degrade(scene: Scene, deployment: DeploymentRecord): void {
  const { clusters } = scene.region;
  const [blue, green] = [clusters[deployment.source], clusters[deployment.target ?? '']];
  if (blue === undefined || green === undefined) return;
  deployment.degraded = true;
  announce(scene, blue, green);
}

function announce(scene: Scene, blue: ClusterRecord, green: ClusterRecord): void {
  // What RDS says of production's DDL is known of PostgreSQL; of MySQL, DDL replicates.
  if (blue.engine === 'aurora-postgresql') tellOfDdl(scene, blue);
  instanceEvent(scene, writerOf(scene.region, green), 'read replica', 'Replication has been degraded.');
}

function tellOfDdl(scene: Scene, blue: ClusterRecord): void {
  const hour = new Date(scene.now).toISOString().slice(0, 13).replace('T', '-');
  instanceEvent(
    scene,
    writerOf(scene.region, blue),
    'notification',
    "Data definition language (DDL) changes aren't supported for blue/green deployments. These changes aren't replicated " +
      'from the blue environment to the green environment, and switchover will be blocked. Your green databases now have a ' +
      'status of REPLICATION_DEGRADED. Delete and recreate your blue/green deployment and avoid future DDL changes. See the ' +
      `engine logs for the timestamp ${hour} for more information. The log_min_messages DB parameter must be set to WARNING ` +
      '(the default) or lower for DDL warning messages to be saved in the engine log files.',
  );
}
