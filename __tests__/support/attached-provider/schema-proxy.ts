import {
  type ClientHttp2Session,
  connect,
  createServer,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { type AddressInfo, createConnection } from 'node:net';
import { trimmedSchema } from './trimmed-schema';

export interface SchemaProxy {
  port: number;
  stop(): void;
}

/** The call that describes every kind of resource, as protocol 5 and protocol 6 name it. */
const describes = /\/(GetSchema|GetProviderSchema)$/;

/**
 * Stands between Terraform and a provider and hands each call on as it came, but for the schema: the provider is asked for it once,
 * and Terraform gets what the tests need of it.
 *
 * @param socket  where the provider listens
 */
export async function startSchemaProxy(socket: string): Promise<SchemaProxy> {
  const provider = connect('http://provider', { createConnection: () => createConnection(socket) });
  provider.on('error', () => {});
  const sessions = new Set<Http2Session>();
  let schema: Promise<Answer> | undefined;

  const server = createServer({}).on('session', (session) => {
    sessions.add(session.on('error', () => {}).on('close', () => sessions.delete(session)));
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    if (!describes.test(headers[':path'] ?? '')) return handOn(provider, stream, headers);
    schema ??= ask(provider, headers).then(({ body, ...rest }) => ({ ...rest, body: trimmed(body) }));
    schema.then((answer) => reply(stream, answer)).catch(() => stream.close());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      for (const session of [...sessions, provider]) session.destroy();
      server.close();
    },
  };
}

function handOn(provider: ClientHttp2Session, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
  const call = provider.request(headers).on('error', () => stream.close());
  stream.on('aborted', () => call.close());
  stream.pipe(call);
  let trailers: IncomingHttpHeaders = {};
  call.on('trailers', (last) => (trailers = last));
  call.on('response', (first) => {
    stream.respond(first, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    call.pipe(stream);
  });
}

interface Answer {
  headers: IncomingHttpHeaders;
  body: Buffer;
  trailers: IncomingHttpHeaders;
}

/** A call without arguments. */
function ask(provider: ClientHttp2Session, headers: IncomingHttpHeaders): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = provider.request(headers).on('error', reject);
    const answer: Answer = { headers: {}, body: Buffer.alloc(0), trailers: {} };
    const chunks: Buffer[] = [];
    call.on('response', (first) => (answer.headers = first));
    call.on('trailers', (last) => (answer.trailers = last));
    call.on('data', (chunk: Buffer) => chunks.push(chunk));
    call.on('end', () => resolve({ ...answer, body: Buffer.concat(chunks) }));
    call.end(message(Buffer.alloc(0)));
  });
}

function reply(stream: ServerHttp2Stream, { headers, body, trailers }: Answer): void {
  stream.resume();
  stream.respond(headers, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  stream.end(body);
}

/** Before each message gRPC writes five bytes: whether it is compressed, and its length. */
const prefix = 5;

const trimmed = (body: Buffer): Buffer => message(trimmedSchema(body.subarray(prefix)));

function message(content: Buffer): Buffer {
  const head = Buffer.alloc(prefix);
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
}
