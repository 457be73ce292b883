import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';

/** A proxy of a company: all that comes over it, tunnels too, ends at one server, whatever it was meant for. */
export interface ConnectProxy {
  host: string;
  /** `CONNECT rds.eu-west-1.amazonaws.com:443`, `POST http://rds.test/`; with ` as user:password` where it was told. */
  seen: string[];
  /** From now on tunnels are answered with this status, or not at all. */
  refuse(status: number | 'silently'): void;
  close(): Promise<void>;
}

/** @param answer of the server behind, for paths that are not for the API `behind` */
export async function startConnectProxy(
  behind: string,
  answer: (path: string) => string | undefined = () => undefined,
): Promise<ConnectProxy> {
  const pem = readFileSync(join(__dirname, '../fixtures/self-signed.pem'));
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  let refused: number | 'silently' | undefined;
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const url = new URL(incoming.url ?? '/', behind);
    const own = answer(url.pathname);
    if (own !== undefined) return void outgoing.writeHead(200, { 'content-type': 'application/json' }).end(own);
    const { host: _, 'proxy-connection': __, 'proxy-authorization': ___, ...headers } = incoming.headers;
    const to = new URL(url.pathname + url.search, behind);
    const forward = request(to, { method: incoming.method, headers, agent: false }, (said) => {
      outgoing.writeHead(said.statusCode ?? 0, said.headers);
      said.pipe(outgoing);
    });
    forward.on('error', () => outgoing.destroy());
    incoming.pipe(forward);
  };
  const behindTls = createTlsServer({ key: pem, cert: pem }, pass);
  const proxy = createServer((incoming, outgoing) => {
    seen.push(note(incoming));
    pass(incoming, outgoing);
  });
  proxy.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    seen.push(note(incoming));
    socket.on('error', () => {});
    if (refused === 'silently') return;
    if (refused !== undefined) return void socket.end(`HTTP/1.1 ${refused} Not so\r\ncontent-length: 0\r\n\r\n`);
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const tunnel = connect((behindTls.address() as AddressInfo).port, '127.0.0.1').on('error', () => socket.destroy());
    socket.pipe(tunnel).pipe(socket);
  });
  for (const server of [proxy, behindTls]) {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket.on('close', () => sockets.delete(socket)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
  return {
    host: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    seen,
    refuse(status) {
      refused = status;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      for (const server of [proxy, behindTls]) await new Promise((resolve) => server.close(resolve));
    },
  };
}

function note({ method, url, headers }: IncomingMessage): string {
  const [, said] = /^Basic (.+)$/.exec(headers['proxy-authorization'] ?? '') ?? [];
  const by = said === undefined ? '' : ` as ${Buffer.from(said, 'base64').toString()}`;
  return `${method} ${url}${by}`;
}
