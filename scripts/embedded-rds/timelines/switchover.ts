import { clusterEvent, deploymentEvent } from '../world/announce';
import { moveStatus, switchingOverStatus } from '../world/clusters/state-rules';
import { moveConnections } from '../world/connections/connections';
import { isLeftOut, swapNames } from '../world/deployments/switchover-swap';
import { membersOf } from '../world/lookup';
import { strike } from '../world/on-demand/course-faults';
import { switchScalableTargets } from '../world/scaling/scalable-targets-at-switchover';
import type { Scene } from '../world/scene';
import { cancel, defineTimeline, type TimelineStep } from '../world/timeline';
import type { ClusterRecord, DeploymentMember, DeploymentRecord } from '../world/world';
import { switchoverSeconds } from './durations';
import { courseOf } from './engines';

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
  tellOfCluster(scene, blue, 'notification', `Switchover from DB cluster ${names(blue, green)} started.`);
  sequenceSync(scene, { blue, green }, 'has initiated. Switchover when using sequences may lead to extended downtime.');
});
const syncs = step<Args>(switchoverSeconds.sequencesSynced, (scene, ends) =>
  sequenceSync(scene, ends, 'has completed.'),
);
const announces = step<Args>(switchoverSeconds.announced, (scene, { deployment }) => {
  // The wording of the upgrade log; today's user guide words event 0247 "Switchover from blue to green started."
  // (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html)
  tellOfDeployment(
    scene,
    deployment,
    'notification',
    `Switchover started on blue/green deployment ${deployment.name}.`,
  );
});
const blocksWrites = step<Args>(switchoverSeconds.members, (scene, ends) => {
  ends.blue.readOnly = true;
  setMembers(scene, ends, 'SWITCHOVER_IN_PROGRESS', (record) => moveStatus(record, 'available', switchingOverStatus));
});

/** The upgrade log, 11:41 to 11:42 UTC: names change hands in one moment, and the deployment is over. */
export const switchover = defineTimeline<Args>({
  name: 'switchover',
  steps: [
    begins,
    syncs,
    announces,
    blocksWrites,
    step(switchoverSeconds.completed, (scene, { deployment, blue, green }) => {
      failReader(scene, deployment, blue);
      courseOf(green).switchesOver?.(scene, green);
      const renaming = swapNames(scene, deployment);
      moveConnections(scene, deployment);
      // Former blue stays read-only until its record is deleted or its writer restarts; green opens for writes.
      green.readOnly = false;
      moveGlobalMembership(scene, blue, green);
      deployment.status = 'SWITCHOVER_COMPLETED';
      setMembers(scene, { deployment, blue, green }, 'SWITCHOVER_COMPLETED', (record) =>
        moveStatus(record, switchingOverStatus),
      );
      if (renaming === undefined) return;
      switchScalableTargets(scene, renaming);
      const { name, old } = renaming;
      const message =
        `Switchover from DB cluster ${name} to ${renaming.green} completed. Renamed ${name} to ${old} and ` +
        `${renaming.green} to ${name}.`;
      tellOfCluster(scene, blue, 'notification', message);
      tellOfCluster(scene, green, 'notification', message);
      const completed = `Switchover completed on blue/green deployment ${deployment.name}.`;
      tellOfDeployment(scene, deployment, 'notification', completed);
    }),
  ],
});

/**
 * The fault `member-fails`: a reader is not switched over, under a deployment that reads SWITCHOVER_COMPLETED. Seen with
 * replicas of RDS instances: the row reads SWITCHOVER_FAILED, and both instances keep their names.
 */
function failReader(scene: Scene, { members }: DeploymentRecord, blue: ClusterRecord): void {
  const reader = members.findLast(
    (row) => row.kind === 'instance' && row.target !== undefined && row.source !== blue.writer && !isLeftOut(row),
  );
  if (reader !== undefined && strike(scene.world, 'member-fails') !== undefined) reader.status = 'SWITCHOVER_FAILED';
}

/** A guardrail or the timeout stops it. */
export const cancelSwitchover = defineTimeline<CancelArgs>({
  name: 'cancel-switchover',
  steps: [begins, syncs, announces, blocksWrites, step(({ seconds }) => seconds, rollBack)],
});

/**
 * "If the switchover starts and then stops before finishing for any reason, any changes are rolled back" (user guide,
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html). The status afterwards
 * is not documented, and so a choice; another attempt is accepted from both.
 */
function rollBack(scene: Scene, ends: Ends, { reason }: CancelArgs): void {
  const { deployment, blue, green } = ends;
  blue.readOnly = false;
  const status = scene.world.choices.cancelledSwitchover;
  const message = `Switchover from DB cluster ${names(blue, green)} was canceled due to ${reason}.`;
  deployment.status = status;
  deployment.statusDetails = status === 'SWITCHOVER_FAILED' ? message : undefined;
  setMembers(scene, ends, status, (record) => moveStatus(record, switchingOverStatus));
  // Events 0261 and 0249.
  tellOfCluster(scene, blue, 'failure', message);
  tellOfDeployment(scene, deployment, 'failure', `Switchover canceled on blue/green deployment ${deployment.name}.`);
}

/** A switchover under way that goes no further, now. */
export function cancelNow(scene: Scene, deployment: DeploymentRecord, reason: string): void {
  const blue = scene.region.clusters[deployment.source];
  const green = scene.region.clusters[deployment.target ?? ''];
  if (deployment.status !== 'SWITCHOVER_IN_PROGRESS' || blue === undefined || green === undefined) return;
  cancel(scene.region, ({ args }) => args.deployment === deployment.identifier);
  rollBack(scene, { deployment, blue, green }, { deployment: deployment.identifier, seconds: 0, reason });
}

/** The events of a switchover: delivery is not promised, so a world can be without them. */
function tellOfCluster(...event: Parameters<typeof clusterEvent>): void {
  if (event[0].world.choices.switchoverEvents === 'told') clusterEvent(...event);
}

function tellOfDeployment(...event: Parameters<typeof deploymentEvent>): void {
  if (event[0].world.choices.switchoverEvents === 'told') deploymentEvent(...event);
}

function names(blue: ClusterRecord, green: ClusterRecord): string {
  return `${blue.identifier} to ${green.identifier}`;
}

/** Logical replication does not carry sequences: RDS copies their values while writes are blocked. */
function sequenceSync(scene: Scene, { blue, green }: Omit<Ends, 'deployment'>, outcome: string): void {
  if (!courseOf(blue).sequencesSynced) return;
  const message = `Sequence sync for switchover of DB cluster ${names(blue, green)} ${outcome}`;
  tellOfCluster(scene, blue, 'notification', message);
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
    if (member.target !== undefined && !isLeftOut(member)) member.status = status;
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
