import { degrade } from '../timelines/degrade-replication';
import { greenMinutes } from '../timelines/durations';
import { failGreen } from '../timelines/fail-green';
import { tellOfStall } from '../timelines/stall-green';
import { cancelNow } from '../timelines/switchover';
import { change } from '../world/change';
import { regionOf } from '../world/new-world';
import type { Scene } from '../world/scene';
import { begin, cancel } from '../world/timeline';
import type { BinlogCoordinates, DeploymentRecord, LoopbackAddress, World } from '../world/world';
import type { WantedReplication } from './wanted/wanted';

/** When what waits for a transaction is tried again, in milliseconds of the world. */
export const retryAfter = greenMinutes.stalledEvent * 60_000;

/** What the databases make of the world's plans, put into it as RDS puts it: as events, and another course of things. */
export class ToldWorld {
  constructor(
    private readonly world: World,
    private readonly now: () => number,
  ) {}

  /** Names lead to these addresses from now on. Returns whether any is new. */
  addresses(addresses: Record<string, LoopbackAddress>): boolean {
    if (JSON.stringify(addresses) === JSON.stringify(this.world.addresses ?? {})) return false;
    change(this.world, (world) => {
      world.addresses = addresses;
    });
    return true;
  }

  /** A transaction on blue does not end: RDS says so, and nothing of the deployment happens before it tries again. */
  stalled(replication: WantedReplication, retryAt: number): void {
    this.change(replication, (scene, deployment) => {
      const blue = scene.region.clusters[deployment.source];
      if (blue !== undefined) tellOfStall(scene, blue);
      const isOfThis = ({ args }: { args: Record<string, unknown> }) => args.deployment === deployment.identifier;
      const next = Math.min(...scene.region.agenda.filter(isOfThis).map(({ at }) => at));
      // However far the clock has gone, or was set, since this attempt was due.
      const pause = Math.max(retryAfter, retryAt + 1 - next);
      scene.region.agenda = scene.region.agenda
        .map((item) => (isOfThis(item) ? { ...item, at: item.at + pause, startedAt: item.startedAt + pause } : item))
        .sort((a, b) => a.at - b.at);
    });
  }

  /** Slots or workers do not suffice, or a table cannot be copied: its creation fails of `reason`. */
  impossible(replication: WantedReplication, reason: string): void {
    this.change(replication, (scene, deployment) => {
      const { identifier, status } = deployment;
      if (status !== 'PROVISIONING') return;
      const isFailing = scene.region.agenda.some(
        ({ timeline, args }) => timeline === failGreen.name && args.deployment === identifier,
      );
      if (isFailing) return;
      cancel(scene.region, ({ args }) => args.deployment === identifier);
      begin(scene, failGreen, { deployment: identifier, reason });
    });
  }

  /** Green did not get in time what blue had written. */
  late(replication: WantedReplication): void {
    this.change(replication, (scene, deployment) =>
      cancelNow(scene, deployment, 'replication lag: the green environment did not catch up in time'),
    );
  }

  /** Green has all of blue, and this is where its binary log stands: the event of the switchover says so. */
  coordinates(replication: WantedReplication, coordinates: BinlogCoordinates): void {
    this.change(replication, ({ region }, { target }) => {
      const green = region.clusters[target ?? ''];
      if (green !== undefined) green.binlog = coordinates;
    });
  }

  /** Changes of blue no longer arrive. Returns whether that is new. */
  degraded(replication: WantedReplication): boolean {
    return this.change(replication, (scene, deployment) => {
      const isNew = deployment.status === 'AVAILABLE' && deployment.degraded !== true;
      if (isNew) degrade(scene, deployment);
      return isNew;
    });
  }

  private change<Result>(
    { region, deployment }: WantedReplication,
    run: (scene: Scene, deployment: DeploymentRecord) => Result,
  ): Result {
    return change(this.world, (world) => {
      const scene: Scene = { world, region: regionOf(world, region), now: this.now() };
      return run(scene, scene.region.deployments[deployment] as DeploymentRecord);
    });
  }
}
