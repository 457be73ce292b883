import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** Something that listens on this machine and does as it is told with what comes: no server of AWS's, nor of HTTP. */
export interface RawServer {
  port: number;
  endpoint: string;
  /** How often somebody has sent something. */
  asked(): number;
  close(): Promise<void>;
}

export async function startRawServer(receive: (socket: Socket, first: Buffer) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let asked = 0;
  const server: Server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
    socket.once('data', (first) => {
      asked += 1;
      receive(socket, first);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    endpoint: `http://127.0.0.1:${port}`,
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A whole answer of HTTP, after which the connection ends. */
export const httpAnswer = (status: number, type: string, body: string, headers: Record<string, string> = {}): string =>
  [
    `HTTP/1.1 ${status} Whatever`,
    `content-type: ${type}`,
    'connection: close',
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
