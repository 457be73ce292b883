import { Readable } from 'node:stream';
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { ServiceRequest, ServiceResponse } from './server/service';

/**
 * Connects a client of the AWS SDK without a socket: `new RDSClient({ requestHandler: embeddedRequestHandler(rds), … })`.
 * Everything else of the client is real: signatures, serialization, retries.
 */
export function embeddedRequestHandler(rds: { handle(request: ServiceRequest): ServiceResponse }) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
      const headers = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
      const answer = rds.handle({
        method: request.method,
        path: request.path,
        headers: Object.fromEntries(headers),
        body: await text(request.body),
      });
      if (answer.kind === 'reset') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      return {
        response: new HttpResponse({
          statusCode: answer.status,
          headers: answer.headers,
          body: Readable.from([Buffer.from(answer.body)]),
        }),
      };
    },
    updateHttpClientConfig(): void {},
    httpHandlerConfigs: () => ({}),
    destroy(): void {},
  };
}

async function text(body: unknown): Promise<string> {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
