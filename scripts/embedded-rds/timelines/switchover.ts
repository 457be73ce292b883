import { clusterEvent, deploymentEvent } from '../world/announce';
import { moveConnections } from '../world/connections';
import { membersOf } from '../world/lookup';
import { switchScalableTargets } from '../world/scalable-targets-at-switchover';
import { settle, switchingOverStatus } from '../world/state-rules';
import { swapNames } from '../world/switchover-swap';
import { defineTimeline, type Scene, type TimelineStep } from '../world/timeline';
import type { ClusterRecord, DeploymentMember, DeploymentRecord } from '../world/world';
import { switchoverSeconds } from './durations';

type Args = { deployment: string };
/** `seconds` after the call, blue goes on as it was, because of `reason`. */
type CancelArgs = Args & { seconds: number; reason: string };

/** Both ends of a deployment that is switching over. */
interface Ends {
  deployment: DeploymentRecord;
  blue: ClusterRecord;
  green: ClusterRecord;
}

const begins = step<Args>(switchoverSeconds.started, (scene, { blue, green }) => {
  clusterEvent(scene, blue, 'notification', `Switchover from DB cluster ${names(blue, green)} started.`);
  sequenceSync(scene, { blue, green }, 'has initiated. Switchover when using sequences may lead to extended downtime.');
});
const syncs = step<Args>(switchoverSeconds.sequencesSynced, (scene, ends) =>
  sequenceSync(scene, ends, 'has completed.'),
);
const announces = step<Args>(switchoverSeconds.announced, (scene, { deployment }) => {
  // The wording of seed 003; today's user guide words event 0247 "Switchover from blue to green started."
  deploymentEvent(scene, deployment, 'notification', `Switchover started on blue/green deployment ${deployment.name}.`);
});
const blocksWrites = step<Args>(switchoverSeconds.members, (scene, ends) => {
  ends.blue.readOnly = true;
  setMembers(scene, ends, 'SWITCHOVER_IN_PROGRESS', (record) => settle(record, 'available', switchingOverStatus));
});

/** Seed 003, 11:41 to 11:42 UTC: names change hands in one moment, and the deployment is over. */
export const switchover = defineTimeline<Args>({
  name: 'switchover',
  steps: [
    begins,
    syncs,
    announces,
    blocksWrites,
    step(switchoverSeconds.completed, (scene, { deployment, blue, green }) => {
      const renaming = swapNames(scene, deployment);
      moveConnections(scene, deployment);
      // Former blue stays read-only until its record is deleted or its writer restarts; green opens for writes.
      green.readOnly = false;
      moveGlobalMembership(scene, blue, green);
      deployment.status = 'SWITCHOVER_COMPLETED';
      setMembers(scene, { deployment, blue, green }, 'SWITCHOVER_COMPLETED', (record) =>
        settle(record, switchingOverStatus),
      );
      if (renaming === undefined) return;
      switchScalableTargets(scene, renaming);
      const { name, old } = renaming;
      const message =
        `Switchover from DB cluster ${name} to ${renaming.green} completed. Renamed ${name} to ${old} and ` +
        `${renaming.green} to ${name}.`;
      clusterEvent(scene, blue, 'notification', message);
      clusterEvent(scene, green, 'notification', message);
      const completed = `Switchover completed on blue/green deployment ${deployment.name}.`;
      deploymentEvent(scene, deployment, 'notification', completed);
    }),
  ],
});

/** A guardrail or the timeout stops it. */
export const cancelSwitchover = defineTimeline<CancelArgs>({
  name: 'cancel-switchover',
  steps: [begins, syncs, announces, blocksWrites, step(({ seconds }) => seconds, rollBack)],
});

/**
 * "If the switchover starts and then stops before finishing for any reason, any changes are rolled back" (seed 002). The
 * status afterwards is not documented: SWITCHOVER_FAILED here, from which another attempt is accepted.
 */
function rollBack(scene: Scene, ends: Ends, { reason }: CancelArgs): void {
  const { deployment, blue, green } = ends;
  blue.readOnly = false;
  deployment.status = 'SWITCHOVER_FAILED';
  const message = `Switchover from DB cluster ${names(blue, green)} was canceled due to ${reason}.`;
  deployment.statusDetails = message;
  setMembers(scene, ends, 'SWITCHOVER_FAILED', (record) => settle(record, switchingOverStatus));
  // Events 0261 and 0249.
  clusterEvent(scene, blue, 'failure', message);
  deploymentEvent(scene, deployment, 'failure', `Switchover canceled on blue/green deployment ${deployment.name}.`);
}

function names(blue: ClusterRecord, green: ClusterRecord): string {
  return `${blue.identifier} to ${green.identifier}`;
}

/** Logical replication does not carry sequences: RDS copies their values while writes are blocked. */
function sequenceSync(scene: Scene, { blue, green }: Omit<Ends, 'deployment'>, outcome: string): void {
  if (blue.engine !== 'aurora-postgresql') return;
  const message = `Sequence sync for switchover of DB cluster ${names(blue, green)} ${outcome}`;
  clusterEvent(scene, blue, 'notification', message);
}

function setMembers(
  scene: Scene,
  { deployment, blue, green }: Ends,
  status: NonNullable<DeploymentMember['status']>,
  settleRecord: (record: { status: string }) => void,
): void {
  const records = [blue, green].flatMap((cluster) => [cluster, ...membersOf(scene.region, cluster)]);
  records.forEach(settleRecord);
  for (const member of deployment.members) {
    if (member.target !== undefined && member.status !== 'MISSING_SOURCE' && member.status !== 'MISSING_TARGET') {
      member.status = status;
    }
  }
}

function moveGlobalMembership(scene: Scene, blue: ClusterRecord, green: ClusterRecord): void {
  for (const { members } of Object.values(scene.region.globalClusters)) {
    for (const member of members) if (member.cluster === blue.resourceId) member.cluster = green.resourceId;
  }
}

function step<A extends Args>(
  seconds: number | ((args: A) => number),
  apply: (scene: Scene, ends: Ends, args: A) => void,
): TimelineStep<A> {
  return {
    at: (args) => (typeof seconds === 'number' ? seconds : seconds(args)) / 60,
    apply(scene, args) {
      const deployment = scene.region.deployments[args.deployment];
      const blue = scene.region.clusters[deployment?.source ?? ''];
      const green = scene.region.clusters[deployment?.target ?? ''];
      if (deployment?.status !== 'SWITCHOVER_IN_PROGRESS' || blue === undefined || green === undefined) return;
      apply(scene, { deployment, blue, green }, args);
    },
  };
}
