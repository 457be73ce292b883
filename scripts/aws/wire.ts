import * as http from 'node:http';
import * as https from 'node:https';
import { buildQueryString, type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { given } from '../runtime/given';
import { flawOf, isRead, operationOf } from './answer';

/**
 * For every client of ours, and said explicitly: else AWS_MAX_ATTEMPTS or a profile's `max_attempts` would make the SDK send a
 * change again whose answer was lost, without anybody looking at what became of it.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const clientDefaults = { maxAttempts: 1, retryMode: 'standard' } as const;

export interface WireLimits {
  /** Milliseconds until the connection stands, TLS included. */
  connect: number;
  /** Milliseconds until the last byte of the answer, from the beginning. */
  call: number;
}

/** How far a call had come: nothing of the request leaves this machine before it is `sent`. */
export type Stage = 'connecting' | 'handshake' | 'sent';

/** A call without an answer of the service: the connection failed, it took too long, or something else answered. */
export class NoAnswer extends Error {
  /** Credential providers work over the same handler, and the SDK's retries of theirs go by the status. */
  readonly $metadata: { httpStatusCode?: number };
  readonly code?: string;

  constructor(
    message: string,
    readonly stage: Stage,
    options: { cause?: unknown; status?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'NoAnswer';
    this.$metadata = options.status === undefined ? {} : { httpStatusCode: options.status };
    this.code = (options.cause as NodeJS.ErrnoException | undefined)?.code;
  }
}

/**
 * How our clients reach AWS. A read takes a connection that was kept; a change opens one of its own, because a kept one that has
 * died meanwhile breaks after the request was written, and then nothing is known. An answer is read to its end within the
 * limit and looked at before anybody believes it: a proxy's page is none.
 */
export class Wire {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly kept = agents(true);
  private readonly fresh = agents(false);

  constructor(private readonly limits: WireLimits = { connect: 10_000, call: 60_000 }) {}

  async handle(request: HttpRequest, options: { abortSignal?: unknown } = {}): Promise<{ response: HttpResponse }> {
    const operation = operationOf(request);
    const agent = (isRead(operation) ? this.kept : this.fresh)[request.protocol === 'https:' ? 'https' : 'http'];
    const response = await exchange(request, agent, this.limits, options.abortSignal as AbortSignal | undefined);
    const flaw = flawOf(response, request, operation);
    if (flaw !== undefined) throw new NoAnswer(flaw, 'sent', { status: response.statusCode });
    return { response };
  }

  destroy(): void {
    for (const { http, https } of [this.kept, this.fresh]) {
      http.destroy();
      https.destroy();
    }
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs = () => ({});
}

const agents = (keepAlive: boolean) => ({
  http: new http.Agent({ keepAlive }),
  https: new https.Agent({ keepAlive }),
});

function exchange(
  { protocol, hostname, port, method, path, query, headers, body }: HttpRequest,
  agent: http.Agent,
  limits: WireLimits,
  signal?: AbortSignal,
): Promise<HttpResponse & { body: Uint8Array }> {
  return new Promise((resolve, reject) => {
    const search = buildQueryString(query ?? {});
    const sending = (protocol === 'https:' ? https : http).request({
      // An address of IPv6 stands in brackets in a URL only.
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port,
      method,
      path: search === '' ? path : `${path}?${search}`,
      headers,
      agent,
      ...given({ signal }),
    });
    let stage: Stage = 'connecting';
    const settle = <T>(how: (value: T) => void, value: T) => {
      for (const timer of timers) clearTimeout(timer);
      how(value);
    };
    const fail = (cause: Error) => {
      if (cause.name === 'AbortError') return settle(reject, cause);
      const reason = cause.message || (cause as NodeJS.ErrnoException).code || cause.name;
      settle(reject, new NoAnswer(reason, stage, { cause }));
    };
    const giveUp = (message: string) => {
      fail(Object.assign(new Error(message), { name: 'TimeoutError', code: 'ETIMEDOUT' }));
      sending.destroy();
    };
    const timers = [
      setTimeout(() => {
        if (stage !== 'sent') giveUp(`no connection stood within ${limits.connect / 1000} seconds`);
      }, limits.connect),
      setTimeout(() => giveUp(`the answer was not complete within ${limits.call / 1000} seconds`), limits.call),
    ];
    sending.on('error', fail);
    sending.once('socket', (socket) => {
      if (sending.reusedSocket) {
        stage = 'sent';
        return;
      }
      socket.once('connect', () => {
        stage = protocol === 'https:' ? 'handshake' : 'sent';
      });
      // Only now is the server's certificate accepted, and only now does Node write what was asked to be sent.
      socket.once('secureConnect', () => {
        stage = 'sent';
      });
    });
    sending.once('response', (answer) => {
      bytesOf(answer).then((bytes) => {
        const statusCode = answer.statusCode ?? 0;
        const names = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
        const response = new HttpResponse({ statusCode, headers: Object.fromEntries(names), body: bytes });
        settle(resolve, response as HttpResponse & { body: Uint8Array });
      }, fail);
    });
    sending.end(body);
  });
}

async function bytesOf(answer: http.IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
