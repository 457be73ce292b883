import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { incompatibleParameters } from '../timelines/fail-green';
import type { LoopbackAddress } from '../world/world';
import { DatabaseServer } from './database-server';
import { Endpoints } from './endpoints';
import type { Installed } from './installed';
import { endLeftover } from './leftover';
import { drain, endReplication, handOver } from './replication/hand-over';
import { prepareSource } from './replication/prepare-source';
import { buildTarget, followSource, Uncopyable } from './replication/set-up-target';
import { hasRoomFor } from './wanted/parameters';
import type { Wanted, WantedReplication, WantedServer } from './wanted/wanted';

/** What the world has to hear of what became of its wishes. */
export interface Outcome {
  addresses: Record<string, LoopbackAddress>;
  /** Replications that wait for a transaction, that can never begin, and those that did not catch up. */
  stalled: WantedReplication[];
  impossible: { replication: WantedReplication; reason: string }[];
  late: WantedReplication[];
}

/**
 * Moves what is to what is wanted, from whatever there is: after a kill in the middle it does what is left. The order matters: servers,
 * then what replicates between them, then who may write, then where names lead.
 */
export class Driver {
  readonly servers = new Map<string, DatabaseServer>();
  private tidied = '';
  /** Deployments for which a table could not be copied: they fail, and are not built again. */
  private readonly uncopyable = new Set<string>();
  private readonly endpoints = new Endpoints((cluster) => this.servers.get(cluster)?.port);

  constructor(
    private readonly root: string,
    private readonly installed: Installed,
    private readonly tell: (sentence: string) => void,
  ) {
    mkdirSync(root, { recursive: true, mode: 0o711 });
  }

  async become(wanted: Wanted, known: Readonly<Record<string, LoopbackAddress>>): Promise<Outcome> {
    const outcome: Outcome = { addresses: {}, stalled: [], impossible: [], late: [] };
    await this.removeGone(wanted);
    await Promise.all(wanted.servers.map((server) => this.bringUp(wanted, server)));
    for (const replication of wanted.replications) await this.replicate(wanted, replication, outcome);
    const unfinished = [...outcome.late, ...outcome.stalled].flatMap(({ source, target }) => [source, target]);
    const finished = wanted.servers.filter(({ cluster }) => !unfinished.includes(cluster));
    await Promise.all(finished.map((server) => this.servers.get(server.cluster)?.become(server)));
    outcome.addresses = await this.endpoints.become(wanted.endpoints, known);
    await this.tidy(wanted);
    await Promise.all([...this.servers.values()].map((server) => server.letGo()));
    return outcome;
  }

  async close(): Promise<void> {
    this.endpoints.close();
    await Promise.all([...this.servers.values()].map((server) => server.stop()));
    // Of a world without clusters nothing is left.
    if (existsSync(this.root) && readdirSync(this.root).length === 0) rmdirSync(this.root);
  }

  /** The server runs, and takes no write yet that it must not take before replication is where it has to be. */
  private async bringUp(wanted: Wanted, server: WantedServer): Promise<void> {
    let database = this.servers.get(server.cluster);
    if (database === undefined) {
      database = await DatabaseServer.open(server, this.folderOf(server.cluster), this.installed);
      this.servers.set(server.cluster, database);
    }
    const { replication } = database;
    const asTarget = wanted.replications.find(({ target }) => target === server.cluster);
    const asSource = wanted.replications.find(({ source }) => source === server.cluster);
    const isCopied = asTarget === undefined || replication?.deployment === asTarget.deployment;
    // A kill came before green had everything.
    if (!isCopied && !database.isNew) {
      await this.discard(server.cluster);
      return this.bringUp(wanted, server);
    }
    const mustBeHandedOver = asTarget?.isOver === true && replication?.isOver !== true;
    const mustBeDrained = asSource !== undefined && server.access === 'fenced' && !database.isFenced;
    if (mustBeHandedOver || mustBeDrained || !isCopied)
      await database.become({ ...server, access: 'read-only' }, isCopied ? {} : forTheCopy);
    else await database.become(server);
  }

  private async replicate(wanted: Wanted, replication: WantedReplication, outcome: Outcome): Promise<void> {
    const [blue, green] = [this.servers.get(replication.source), this.servers.get(replication.target)];
    if (blue?.port === undefined) return;
    const { deployment, isOver } = replication;
    if (blue.replication?.deployment !== deployment) {
      const preparation = isOver ? 'prepared' : await prepareSource(blue, replication);
      if (preparation === 'stalled') outcome.stalled.push(replication);
      if (preparation === 'too-few') outcome.impossible.push({ replication, reason: incompatibleParameters });
      if (preparation !== 'prepared') return;
      blue.remember({ replication: { deployment } });
    }
    if (green?.port === undefined || (isOver && green.replication?.isOver === true)) return;
    if (this.uncopyable.has(deployment)) return;
    if (green.replication?.deployment !== deployment) {
      const target = wanted.servers.find(({ cluster }) => cluster === replication.target);
      if (target === undefined) return;
      const databases = await blue.databases();
      if (!hasRoomFor(databases.length, target.parameters))
        return void outcome.impossible.push({ replication, reason: incompatibleParameters });
      const uncopied = await buildTarget(blue, green, replication).catch(async (error) => {
        // Half of it is of no use to the next attempt.
        await this.discard(green.cluster);
        if (!(error instanceof Uncopyable)) throw error;
        this.uncopyable.add(deployment);
        this.tell(error.message);
        outcome.impossible.push({
          replication,
          reason: error.message.replace(/^The rows/, 'the rows').replace(/\.$/, ''),
        });
        return undefined;
      });
      if (uncopied === undefined) return;
      // On its own settings before it counts as made: else, after a kill, its log could name more replication origins than they have
      // room for, and PostgreSQL would not start.
      await green.become({ ...target, access: 'read-only' });
      for (const sentence of uncopied) this.tell(`Not copied to green: ${sentence}`);
      green.remember({ replication: { deployment } });
    } else if (!blue.isFenced) await followSource(blue, green);
    const server = wanted.servers.find(({ cluster }) => cluster === replication.source);
    if (server?.access === 'fenced' && !blue.isFenced) {
      if (!(await drain(blue, replication))) return void outcome.late.push(replication);
      await blue.become(server);
    }
    if (!isOver) return;
    await handOver(blue, green);
    green.remember({ replication: { deployment, isOver } });
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

  /** Servers of clusters that are gone, with their data. */
  private async removeGone(wanted: Wanted): Promise<void> {
    const up = new Set(wanted.servers.map(({ cluster }) => cluster));
    for (const [cluster, server] of this.servers) {
      if (up.has(cluster)) continue;
      await server.stop();
      this.servers.delete(cluster);
    }
    for (const folder of readdirSync(this.root)) {
      if (folder.startsWith('cluster-') && !wanted.clusters.includes(folder)) await this.discard(folder);
    }
  }

  /** Slots, publications and subscriptions of deployments that are no more. */
  private async tidy({ servers, replications }: Wanted): Promise<void> {
    const going = replications.filter(({ isOver }) => !isOver);
    const ends = going.flatMap(({ source, target }) => [source, target]);
    const others = servers.filter(({ cluster }) => !ends.includes(cluster));
    const state = JSON.stringify([going, others.map(({ cluster, access, runs }) => [cluster, access, runs])]);
    if (state === this.tidied) return;
    for (const server of this.servers.values()) if (server.port !== undefined) await endReplication(server, going);
    this.tidied = state;
  }
}

/** Beside one worker for each database, others copy the tables. */
const forTheCopy = {
  max_logical_replication_workers: '40',
  max_worker_processes: '60',
  max_sync_workers_per_subscription: '4',
  // What cannot be copied is found out by its third failure.
  wal_retrieve_retry_interval: '1s',
  max_replication_slots: '60',
  wal_receiver_status_interval: '1s',
};
