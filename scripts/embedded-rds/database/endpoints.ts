import { randomInt } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { LoopbackAddress } from '../world/world';
import type { OpenSession } from './session';
import type { WantedEndpoint } from './wanted/endpoints';

interface Listener {
  server: Server;
  address: LoopbackAddress;
  sessions: Set<Socket>;
  wanted: WantedEndpoint;
}

/**
 * What DNS and the network are to a cluster: each endpoint is an address of this machine that leads to whoever bears the name. Names
 * keep their addresses for ever; behind them the clusters change.
 */
export class Endpoints {
  private readonly listeners = new Map<string, Listener>();

  /** `portOf`: where the database of a cluster is, undefined while it does not run. */
  constructor(
    private readonly portOf: (cluster: string) => number | undefined,
    private readonly openers: Readonly<Record<WantedEndpoint['engine'], OpenSession>>,
  ) {}

  /** Returns the address of every endpoint. `known`: addresses that names have had. */
  async become(
    wanted: readonly WantedEndpoint[],
    known: Readonly<Record<string, LoopbackAddress>>,
  ): Promise<Record<string, LoopbackAddress>> {
    const hosts = new Set(wanted.map(({ host }) => host));
    for (const [host, listener] of this.listeners) if (!hosts.has(host)) this.remove(host, listener);
    for (const endpoint of wanted) {
      const listener = this.listeners.get(endpoint.host);
      if (listener === undefined) this.listeners.set(endpoint.host, await this.listen(endpoint, known[endpoint.host]));
      else {
        // A session stays with the database that it began with, so it ends where the name moves on.
        if (listener.wanted.cluster !== endpoint.cluster) endAll(listener);
        listener.wanted = endpoint;
      }
    }
    return Object.fromEntries([...this.listeners].map(([host, { address }]) => [host, address]));
  }

  close(): void {
    for (const [host, listener] of this.listeners) this.remove(host, listener);
  }

  private async listen(wanted: WantedEndpoint, known: LoopbackAddress | undefined): Promise<Listener> {
    const sessions = new Set<Socket>();
    const listener = { sessions, wanted } as Listener;
    const server = createServer((client) => this.lead(listener, client));
    const address = await listenAnywhere(server, wanted.port, known);
    return Object.assign(listener, { server, address });
  }

  private lead({ sessions, wanted }: Listener, client: Socket): void {
    const port = this.portOf(wanted.cluster);
    sessions.add(client);
    client.setNoDelay(true);
    client.on('error', () => client.destroy());
    client.once('close', () => sessions.delete(client));
    if (port === undefined) return void client.destroy();
    this.openers[wanted.engine](client, wanted.isReader, () => {
      const database = connect(port, '127.0.0.1').setNoDelay(true);
      // Either end takes the other along.
      database.on('error', () => client.destroy());
      database.once('close', () => client.destroy());
      client.once('close', () => database.destroy());
      return database;
    });
  }

  private remove(host: string, listener: Listener): void {
    listener.server.close();
    endAll(listener);
    this.listeners.delete(host);
  }
}

function endAll({ sessions }: Listener): void {
  for (const session of sessions) session.destroy();
}

/**
 * An address of its own with the cluster's port, as an Aurora endpoint has a host of its own: 127.0.0.0/8 is this machine. Where only
 * 127.0.0.1 is (macOS), or another program holds the port everywhere, any free port of that.
 */
async function listenAnywhere(server: Server, port: number, known?: LoopbackAddress): Promise<LoopbackAddress> {
  const own = (): LoopbackAddress => ({
    address: `127.${randomInt(16, 250)}.${randomInt(250)}.${randomInt(1, 250)}`,
    port,
  });
  for (const candidate of [known, own(), own(), { address: '127.0.0.1', port: 0 }]) {
    if (candidate === undefined || !(await isListening(server, candidate))) continue;
    return { address: candidate.address, port: (server.address() as { port: number }).port };
  }
  throw new Error('No port of 127.0.0.1 is free.');
}

function isListening(server: Server, { address, port }: LoopbackAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const refused = () => resolve(false);
    server.once('error', refused);
    server.listen(port, address, () => {
      server.off('error', refused);
      resolve(true);
    });
  });
}
