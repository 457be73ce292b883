import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refusal } from '../../runtime/errors';
import { whyForeign } from './same-machine';
import type { ServiceRequest, ServiceResponse } from './service';

/** More than any call of RDS needs: its largest, twenty parameters, has a few kilobytes. A world may be posted too. */
const largestBody = 16 * 1024 * 1024;

interface HttpServer {
  /** `http://127.0.0.1:5440` */
  endpoint: string;
  close(): Promise<void>;
}

/** Listens on the loopback interface and nowhere else: nothing in this server checks who calls. */
export async function listen(
  host: string,
  port: number,
  handle: (request: ServiceRequest) => ServiceResponse | Promise<ServiceResponse>,
): Promise<HttpServer> {
  if (!['127.0.0.1', '::1', 'localhost'].includes(host)) {
    throw refusal(
      'HOST_NOT_LOOPBACK',
      `The embedded RDS does not listen on ${host}: it accepts every signature.`,
      'Use 127.0.0.1, ::1 or localhost.',
    );
  }
  const server = createServer((request, response) => answer(request, response, handle));
  // Longer than clients keep a connection: one that is closed under a client's hands looks like a reset.
  server.keepAliveTimeout = 75_000;
  await listening(server, host, port);
  const address = server.address() as AddressInfo;
  return {
    endpoint: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'another process is listening there' : cause.message;
      reject(
        refusal(
          'PORT_NOT_FREE',
          `The embedded RDS cannot listen on ${host}:${port}: ${why}.`,
          `Stop the process that is listening there, or use another port (--port): --local then needs AWS_ENDPOINT_URL=http://${host}:<port>.`,
        ),
      );
    });
    server.listen(port, host, resolve);
  });
}

function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: (request: ServiceRequest) => ServiceResponse | Promise<ServiceResponse>,
): void {
  const headers = headersOf(incoming);
  const why = whyForeign(headers);
  if (why !== undefined) {
    incoming.resume();
    const body = `${JSON.stringify({ error: why })}\n`;
    send(outgoing, { kind: 'answer', status: 403, headers: { ...json, connection: 'close' }, body });
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
    else if (!outgoing.headersSent)
      send(outgoing, { kind: 'answer', status: 413, headers: { connection: 'close' }, body: '' });
  });
  incoming.on('error', () => outgoing.destroy());
  incoming.on('end', () => {
    if (outgoing.headersSent) return;
    const response = handle({
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers,
      body: Buffer.concat(chunks).toString('utf8'),
    });
    if (response instanceof Promise) void response.catch(failure).then((later) => send(outgoing, later));
    else send(outgoing, response);
  });
}

/** A bug of ours, or a database that does not do what it has to: no answer of RDS. */
const failure = (error: Error): ServiceResponse => ({
  kind: 'answer',
  status: 500,
  headers: json,
  body: `${JSON.stringify({ error: `The embedded RDS failed: ${error.message}` })}\n`,
});

const json = { 'content-type': 'application/json' };

function headersOf({ headers }: IncomingMessage): Record<string, string | undefined> {
  const joined = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return Object.fromEntries(joined);
}

function send(outgoing: ServerResponse, response: ServiceResponse): void {
  if (response.kind === 'reset') {
    // RST instead of FIN, as a connection that breaks in the middle of a call shows itself.
    outgoing.socket?.resetAndDestroy();
    return;
  }
  const body = Buffer.from(response.body);
  outgoing.writeHead(response.status, { ...response.headers, 'content-length': body.length });
  outgoing.end(body);
}
