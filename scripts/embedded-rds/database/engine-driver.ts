import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { incompatibleParameters } from '../timelines/fail-green';
import type { BinlogCoordinates } from '../world/world';
import { type ClusterServer, type DatabaseEngine, Uncopyable } from './engine';
import { endLeftover } from './leftover';
import type { Wanted, WantedReplication, WantedServer } from './wanted/wanted';

/** What the world has to hear of what became of its wishes for servers. */
export interface Outcome {
  /** Replications that wait for a transaction, that can never begin, and those that did not catch up. */
  stalled: WantedReplication[];
  impossible: { replication: WantedReplication; reason: string }[];
  late: WantedReplication[];
  /** Where green's binary log stood when it had all of blue. */
  coordinates: { replication: WantedReplication; coordinates: BinlogCoordinates }[];
}

/**
 * Moves the servers of one engine to what is wanted, from whatever there is: after a kill in the middle it does what is left. The order
 * matters: servers, then what replicates between them, then who may write.
 */
export class EngineDriver<Server extends ClusterServer> {
  readonly servers = new Map<string, Server>();
  private tidied = '';
  /** Deployments for which something could not be copied: they fail, and are not built again. */
  private readonly uncopyable = new Set<string>();

  constructor(
    private readonly engine: DatabaseEngine<Server>,
    private readonly root: string,
    private readonly tell: (sentence: string) => void,
  ) {}

  async become(wanted: Wanted, outcome: Outcome): Promise<void> {
    await Promise.all(wanted.servers.map((server) => this.bringUp(wanted, server)));
    for (const replication of wanted.replications) await this.replicate(wanted, replication, outcome);
    const unfinished = [...outcome.late, ...outcome.stalled].flatMap(({ source, target }) => [source, target]);
    const finished = wanted.servers.filter(({ cluster }) => !unfinished.includes(cluster));
    await Promise.all(finished.map((server) => this.servers.get(server.cluster)?.become(server)));
  }

  /** Servers of clusters that are gone. */
  async stopGone(wanted: Wanted): Promise<void> {
    const up = new Set(wanted.servers.map(({ cluster }) => cluster));
    for (const [cluster, server] of this.servers) {
      if (up.has(cluster)) continue;
      await server.stop();
      this.servers.delete(cluster);
    }
  }

  /** Removes what is left of replications of deployments that are no more. */
  async tidy({ servers, replications }: Wanted): Promise<void> {
    const going = replications.filter(({ isOver }) => !isOver);
    const ends = going.flatMap(({ source, target }) => [source, target]);
    const others = servers.filter(({ cluster }) => !ends.includes(cluster));
    const state = JSON.stringify([going, others.map(({ cluster, access, runs }) => [cluster, access, runs])]);
    if (state !== this.tidied) {
      for (const server of this.servers.values())
        if (server.port !== undefined) await this.engine.endReplication(server, going);
      this.tidied = state;
    }
    await Promise.all([...this.servers.values()].map((server) => server.letGo()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.servers.values()].map((server) => server.stop()));
  }

  /** How often green could not take what blue sent; undefined while it does not run. */
  async errorsOf({ target }: WantedReplication): Promise<number | undefined> {
    const green = this.servers.get(target);
    return green?.port === undefined ? undefined : this.engine.countErrors(green);
  }

  /** The server runs, and takes no write yet that it must not take before replication is where it has to be. */
  private async bringUp(wanted: Wanted, server: WantedServer): Promise<void> {
    const asTarget = wanted.replications.find(({ target }) => target === server.cluster);
    let database = this.servers.get(server.cluster);
    if (database === undefined) {
      database = await this.engine.open(server, this.folderOf(server.cluster), asTarget !== undefined);
      this.servers.set(server.cluster, database);
    }
    const { replication } = database;
    const asSource = wanted.replications.find(({ source }) => source === server.cluster);
    const isCopied = asTarget === undefined || replication?.deployment === asTarget.deployment;
    // A kill came before green had everything.
    if (!isCopied && !database.isNew) {
      await this.discard(server.cluster);
      return this.bringUp(wanted, server);
    }
    if (!isCopied && this.engine.clones) return;
    const mustBeHandedOver = asTarget?.isOver === true && replication?.isOver !== true;
    const mustBeDrained = asSource !== undefined && server.access === 'fenced' && !database.isFenced;
    if (mustBeHandedOver || mustBeDrained || !isCopied)
      await database.become({ ...server, access: 'read-only' }, isCopied ? {} : this.engine.forTheCopy);
    else await database.become(server);
  }

  private async replicate(wanted: Wanted, replication: WantedReplication, outcome: Outcome): Promise<void> {
    const [blue, green] = [this.servers.get(replication.source), this.servers.get(replication.target)];
    if (blue?.port === undefined) return;
    const { deployment, isOver } = replication;
    if (blue.replication?.deployment !== deployment) {
      const preparation = isOver ? 'prepared' : await this.engine.prepareSource(blue, replication);
      if (preparation === 'stalled') outcome.stalled.push(replication);
      if (preparation === 'too-few') outcome.impossible.push({ replication, reason: incompatibleParameters });
      if (preparation !== 'prepared') return;
      blue.remember({ replication: { deployment } });
    }
    const isCopied = green?.replication?.deployment === deployment;
    const isThere = green?.port !== undefined || (this.engine.clones === true && !isCopied);
    if (green === undefined || !isThere || (isOver && green.replication?.isOver === true)) return;
    if (this.uncopyable.has(deployment)) return;
    if (!isCopied) {
      if (!(await this.copy(wanted, replication, outcome, blue, green))) return;
    } else if (!blue.isFenced) await this.engine.followSource(blue, green);
    const server = wanted.servers.find(({ cluster }) => cluster === replication.source);
    if (server?.access === 'fenced' && !blue.isFenced) {
      if (!(await this.engine.drain(blue, green, replication))) return void outcome.late.push(replication);
      await blue.become(server);
    }
    if (isOver) {
      await this.engine.handOver(blue, green);
      green.remember({ replication: { deployment, isOver } });
    } else if (blue.isFenced) {
      const coordinates = await this.engine.coordinates?.(green);
      if (coordinates !== undefined) outcome.coordinates.push({ replication, coordinates });
    }
  }

  /** Whether green has all that blue has, and follows it. */
  private async copy(
    wanted: Wanted,
    replication: WantedReplication,
    outcome: Outcome,
    blue: Server,
    green: Server,
  ): Promise<boolean> {
    const { deployment } = replication;
    const target = wanted.servers.find(({ cluster }) => cluster === replication.target);
    if (target === undefined) return false;
    if ((await this.engine.hasRoom?.(blue, target)) === false) {
      outcome.impossible.push({ replication, reason: incompatibleParameters });
      return false;
    }
    const uncopied = await this.engine.buildTarget(blue, green, replication).catch(async (error) => {
      // Half of it is of no use to the next attempt.
      await this.discard(green.cluster);
      if (!(error instanceof Uncopyable)) throw error;
      this.uncopyable.add(deployment);
      this.tell(error.message);
      const reason = error.message.replace(/^The rows/, 'the rows').replace(/\.$/, '');
      outcome.impossible.push({ replication, reason });
      return undefined;
    });
    if (uncopied === undefined) return false;
    // On its own settings before it counts as made: else, after a kill, its log could name more replication origins than they have
    // room for, and PostgreSQL would not start.
    await green.become({ ...target, access: 'read-only' });
    for (const sentence of uncopied) this.tell(`Not copied to green: ${sentence}`);
    green.remember({ replication: { deployment } });
    return true;
  }

  private folderOf(cluster: string): string {
    return join(this.root, cluster);
  }

  private async discard(cluster: string): Promise<void> {
    await this.servers.get(cluster)?.stop();
    this.servers.delete(cluster);
    await endLeftover(join(this.folderOf(cluster), 'data'));
    rmSync(this.folderOf(cluster), { recursive: true, force: true });
  }
}
