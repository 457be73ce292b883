import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { WorldClock } from '../server/clock';
import { ownFailure } from '../server/own-failure';
import type { ServiceRequest, ServiceResponse } from '../server/service';
import { provideLogs } from '../world/engine-logs';
import { advance } from '../world/timeline';
import type { DeploymentRecord, World } from '../world/world';
import { Driver } from './driver';
import { isBroken } from './engine';
import type { HeldWall } from './held-wall';
import { endLeftover } from './leftover';
import { DataApi, isDataApi } from './postgresql/data-api';
import { retryAfter, ToldWorld } from './told-world';
import { type Wanted, wantedOf } from './wanted/wanted';

/** The embedded RDS whose world it is. */
interface Rds {
  readonly world: World;
  readonly clock: WorldClock;
  handle(request: ServiceRequest): ServiceResponse;
  keep(): void;
}

/** How often it looks whether something is due, or replication is broken, while nobody calls. Milliseconds. */
const lookEvery = 250;

/**
 * The databases behind a world. Whatever the world has come to is on the disk before anything is done about it, and done before the
 * world goes on: the clock stands still, and callers wait. So a kill at any moment leaves databases that are behind the world,
 * never ahead of it, and the next start brings them up to it.
 */
export class DataPlane {
  private readonly driver: Driver;
  private readonly told: ToldWorld;
  private readonly api: DataApi;
  private became: string | undefined;
  /** On the world's clock, while it is made real. */
  private moment: number | undefined;
  /** When what could not be done is tried again, on the world's clock. */
  private retryAt = Number.POSITIVE_INFINITY;
  private errors = new Map<string, number>();
  private turn: Promise<unknown> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;
  private isClosed = false;
  private failure = '';

  /** Throws UpgradeError where no server of any engine is installed. */
  constructor(
    private readonly rds: Rds,
    private readonly wall: HeldWall,
    root: string,
    private readonly tell: (sentence: string) => void,
  ) {
    this.driver = new Driver(root, tell);
    this.told = new ToldWorld(rds.world, () => this.moment ?? rds.clock.now());
    this.api = new DataApi(rds.world, (cluster) => this.driver.postgresql(cluster));
    provideLogs(rds.world, (cluster) => this.driver.postgresql(cluster)?.logged ?? '');
    this.timer = setInterval(() => void this.look(), lookEvery);
    this.timer.unref();
  }

  /** Answers a request when everything that it has set off, and all before it, is really so. */
  handle(request: ServiceRequest): Promise<ServiceResponse> {
    if (isDataApi(request)) return this.api.handle(request);
    return this.inTurn(async () => {
      await this.catchUp();
      const response = this.rds.handle(request);
      await this.catchUp();
      return response;
    }).catch((error: Error) => ownFailure(this.rds.clock, request, error, this.tell));
  }

  /** Everything that is due has happened, and is really so. */
  settled(): Promise<void> {
    return this.inTurn(() => this.catchUp());
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    await this.turn;
    await this.api.close();
    await this.driver.close();
  }

  private async look(): Promise<void> {
    try {
      await this.inTurn(async () => {
        await this.catchUp();
        await this.watchReplication();
      });
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.failure && !this.isClosed) this.tell(`The databases of the embedded RDS failed: ${message}`);
      this.failure = message;
    }
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const run = async (): Promise<Result> => {
      if (this.isClosed) throw new Error('The embedded RDS is closed.');
      this.wall.hold();
      try {
        return await work();
      } finally {
        this.wall.release();
      }
    };
    const result = this.turn.then(run, run);
    this.turn = result.catch(() => {});
    return result;
  }

  /** One moment of the world after the other, each of them made real before the next. */
  private async catchUp(): Promise<void> {
    const { world, clock } = this.rds;
    await this.become();
    for (;;) {
      const due = Math.min(...Object.values(world.regions).flatMap(({ agenda }) => agenda.map(({ at }) => at)));
      if (due > clock.now()) {
        if (clock.speed !== Number.POSITIVE_INFINITY || due === Number.POSITIVE_INFINITY) return;
        clock.advanceTo(due);
      }
      advance(world, due);
      this.moment = due;
      await this.become().finally(() => {
        this.moment = undefined;
      });
    }
  }

  private async become(): Promise<void> {
    const { world } = this.rds;
    const wanted = wantedOf(world);
    const text = JSON.stringify(wanted);
    const isRetry = this.rds.clock.now() >= this.retryAt;
    const { died } = this.driver;
    if (text === this.became && !isRetry && died.length === 0) return;
    for (const cluster of died)
      this.tell(`The database server of ${cluster} has ended by itself, and is started again.`);
    this.retryAt = Number.POSITIVE_INFINITY;
    this.rds.keep();
    const outcome = await this.driver.become(wanted, world.addresses ?? {});
    const { stalled, impossible, late, coordinates } = outcome;
    const retryAt = this.rds.clock.now() + retryAfter;
    for (const replication of stalled) this.told.stalled(replication, retryAt);
    for (const { replication, reason } of impossible) this.told.impossible(replication, reason);
    for (const replication of late) this.told.late(replication);
    for (const each of coordinates) this.told.coordinates(each.replication, each.coordinates);
    const isMoved = this.told.addresses(outcome.addresses);
    this.errors = await this.errorsOf(wanted);
    this.became = text;
    if (stalled.length > 0) this.retryAt = retryAt;
    const isTold = stalled.length + impossible.length + late.length + coordinates.length > 0;
    if (!isTold && !isMoved) return;
    this.rds.keep();
    // What was told may have changed what is wanted: blue open again, the addresses of a topology.
    await this.become();
  }

  private async watchReplication(): Promise<void> {
    const { world } = this.rds;
    const isWatched = ({ status, degraded }: DeploymentRecord) => status === 'AVAILABLE' && degraded !== true;
    if (!Object.values(world.regions).some(({ deployments }) => Object.values(deployments).some(isWatched))) return;
    const wanted = wantedOf(world);
    for (const [deployment, errors] of await this.errorsOf(wanted)) {
      if (!isBroken(errors, this.errors.get(deployment))) continue;
      const replication = wanted.replications.find((each) => each.deployment === deployment);
      if (replication !== undefined && this.told.degraded(replication)) this.rds.keep();
    }
  }

  /** How often green's databases could not take what blue sent, by deployment. */
  private async errorsOf(wanted: Wanted): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const replication of wanted.replications) {
      const errors = replication.isOver ? undefined : await this.driver.errorsOf(replication);
      if (errors !== undefined) counts.set(replication.deployment, errors);
    }
    return counts;
  }
}

/** The databases of an earlier world in this folder, which may still run where that one was killed. */
export async function removeData(root: string): Promise<void> {
  for (const name of existsSync(root) ? readdirSync(root) : []) await endLeftover(join(root, name, 'data'));
  rmSync(root, { recursive: true, force: true });
}
