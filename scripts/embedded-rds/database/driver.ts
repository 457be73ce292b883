import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../engine-versions/catalogue';
import type { LoopbackAddress } from '../world/world';
import { Endpoints } from './endpoints';
import { EngineDriver, type Outcome } from './engine-driver';
import { databaseEngines, sessionOpeners } from './engines';
import { endLeftover } from './leftover';
import type { DatabaseServer } from './postgresql/database-server';
import type { Wanted, WantedReplication } from './wanted/wanted';

interface WholeOutcome extends Outcome {
  addresses: Record<string, LoopbackAddress>;
}

/** Moves what is to what is wanted: the servers of each engine, and last where names lead. */
export class Driver {
  private readonly engines: ReturnType<typeof databaseEngines>;
  private readonly drivers;
  private readonly endpoints: Endpoints;
  private readonly told = new Set<string>();

  /** Throws UpgradeError where no server of any engine is installed. */
  constructor(
    private readonly root: string,
    private readonly tell: (sentence: string) => void,
  ) {
    this.engines = databaseEngines(tell);
    mkdirSync(root, { recursive: true, mode: 0o711 });
    this.drivers = {
      'aurora-postgresql': new EngineDriver(this.engines['aurora-postgresql'], root, tell),
      'aurora-mysql': new EngineDriver(this.engines['aurora-mysql'], root, tell),
    };
    this.endpoints = new Endpoints((cluster) => this.serverOf(cluster)?.port, sessionOpeners);
  }

  async become(all: Wanted, known: Readonly<Record<string, LoopbackAddress>>): Promise<WholeOutcome> {
    const outcome: WholeOutcome = { addresses: {}, stalled: [], impossible: [], late: [], coordinates: [] };
    const wanted = this.possible(all);
    const parts = Object.entries(this.drivers).map(([engine, driver]) => ({
      driver,
      part: partOf(wanted, engine as Engine),
    }));
    for (const { driver, part } of parts) await driver.stopGone(part);
    await this.removeGone(all);
    for (const { driver, part } of parts) await driver.become(part, outcome);
    outcome.addresses = await this.endpoints.become(wanted.endpoints, known);
    for (const { driver, part } of parts) await driver.tidy(part);
    return outcome;
  }

  /** The Data API and log files are played for this engine only. */
  postgresql(cluster: string): DatabaseServer | undefined {
    return this.drivers['aurora-postgresql'].servers.get(cluster);
  }

  /** Clusters whose server has ended by itself, or was killed: as on RDS, it is started again. */
  get died(): string[] {
    const all = Object.values(this.drivers).flatMap(({ servers }) => [...servers.values()]);
    return all.filter(({ hasDied }) => hasDied).map(({ cluster }) => cluster);
  }

  errorsOf(replication: WantedReplication): Promise<number | undefined> {
    return this.drivers[replication.engine].errorsOf(replication);
  }

  async close(): Promise<void> {
    this.endpoints.close();
    await Promise.all(Object.values(this.drivers).map((driver) => driver.close()));
    // Of a world without clusters nothing is left.
    if (existsSync(this.root) && readdirSync(this.root).length === 0) rmdirSync(this.root);
  }

  private serverOf(cluster: string) {
    const all = Object.values(this.drivers).map(({ servers }) => servers.get(cluster));
    return all.find((server) => server !== undefined);
  }

  /** Without what no server is installed for, which is told once for each cluster. */
  private possible(wanted: Wanted): Wanted {
    const lacking = wanted.servers.filter((server) => {
      const sentence = this.engines[server.engine].missing?.(server);
      if (sentence === undefined) return false;
      if (!this.told.has(server.cluster)) this.tell(sentence);
      this.told.add(server.cluster);
      return true;
    });
    if (lacking.length === 0) return wanted;
    const engines = new Set(lacking.map(({ engine }) => engine));
    const isThere = ({ engine }: { engine: Engine }) => !engines.has(engine);
    return {
      clusters: wanted.clusters,
      servers: wanted.servers.filter(isThere),
      endpoints: wanted.endpoints.filter(isThere),
      replications: wanted.replications.filter(isThere),
    };
  }

  /** The data of clusters that are gone. */
  private async removeGone({ clusters }: Wanted): Promise<void> {
    for (const folder of readdirSync(this.root)) {
      if (!folder.startsWith('cluster-') || clusters.includes(folder)) continue;
      await endLeftover(join(this.root, folder, 'data'));
      rmSync(join(this.root, folder), { recursive: true, force: true });
    }
  }
}

function partOf({ servers, endpoints, replications, clusters }: Wanted, only: Engine): Wanted {
  const isOf = ({ engine }: { engine: Engine }) => engine === only;
  return {
    clusters,
    servers: servers.filter(isOf),
    endpoints: endpoints.filter(isOf),
    replications: replications.filter(isOf),
  };
}
