import { clusterEvent } from '../world/announce';
import { strike } from '../world/on-demand/course-faults';
import type { Scene } from '../world/scene';
import type { ClusterRecord } from '../world/world';
import { greenMinutes } from './durations';

/** The fault `provisioning-stalls`: for how many minutes a long transaction on blue holds green up, 0 for not at all. */
export function stallMinutes(scene: Scene): number {
  const fault = strike(scene.world, 'provisioning-stalls');
  return fault === undefined ? 0 : (fault.minutes ?? greenMinutes.stalled);
}

/** Event 0426, https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html */
export function tellOfStall(scene: Scene, blue: ClusterRecord): void {
  clusterEvent(
    scene,
    blue,
    'notification',
    `RDS can't configure the DB cluster ${blue.identifier} as a replication source because of idle or long-running ` +
      'transactions. Wait for the transactions to complete or cancel them, and try again.',
  );
}
