import * as http from 'node:http';
import * as https from 'node:https';
import { buildQueryString, type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { given } from '../runtime/given';
import { printable } from '../runtime/printable';
import { Agents } from './agents';
import { flawOf, isPassing, isRead, operationOf } from './answer';
import { type CallLog, callLog } from './call-log';
import { proxyFor } from './proxy';
import { requestIdIn } from './told-error';

/**
 * For each of our clients, and set explicitly: otherwise AWS_MAX_ATTEMPTS or a profile's `max_attempts` would make the SDK repeat a
 * change whose answer was lost, without anybody checking what had happened.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const clientDefaults = { maxAttempts: 1, retryMode: 'standard' } as const;

interface WireLimits {
  /** Milliseconds until the connection stands, TLS included. */
  connect: number;
  /** Milliseconds until the last byte of the answer, from the beginning. */
  call: number;
}

/** How far a call got: nothing of the request leaves this machine before it is `sent`. */
type Stage = 'connecting' | 'handshake' | 'sent';

/** A call without an answer of the service: the connection failed, it took too long, or something else answered. */
export class NoAnswer extends Error {
  /** Credential providers work over the same handler, and the SDK's retries of theirs go by the status. */
  readonly $metadata: { httpStatusCode?: number; requestId?: string };
  readonly code?: string;
  /** Whether the next try may be answered by the service. */
  readonly passing: boolean;

  constructor(
    message: string,
    readonly stage: Stage,
    options: { cause?: unknown; status?: number; requestId?: string; passing?: boolean } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'NoAnswer';
    this.$metadata = given({ httpStatusCode: options.status, requestId: options.requestId });
    this.passing = options.passing ?? true;
    this.code = (options.cause as NodeJS.ErrnoException | undefined)?.code;
  }
}

interface WireOptions {
  /** What names a proxy. Default: this process's. */
  env?: NodeJS.ProcessEnv;
  log?: CallLog;
}

/**
 * How our clients reach AWS, over a proxy if the environment names one. A read uses a kept connection; a change opens its own, because
 * a kept one that has died in the meantime breaks after the request was written, and then its outcome is unknown. An answer is read to
 * its end within the limit and checked before it is trusted: a proxy's page is not one.
 */
export class Wire {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly kept = new Agents(true);
  private readonly fresh = new Agents(false);
  private readonly env: NodeJS.ProcessEnv;
  private readonly log: CallLog;

  constructor(
    private readonly limits: WireLimits = { connect: 10_000, call: 60_000 },
    { env = process.env, log = callLog(env) }: WireOptions = {},
  ) {
    this.env = env;
    this.log = log;
  }

  async handle(request: HttpRequest, options: { abortSignal?: unknown } = {}): Promise<{ response: HttpResponse }> {
    const operation = operationOf(request);
    const proxy = proxyFor(request, this.env);
    const agent = (isRead(operation) ? this.kept : this.fresh).of(request.protocol, proxy);
    const way = { agent, proxy, limits: this.limits, signal: options.abortSignal as AbortSignal | undefined };
    const logged = this.log.call(request, proxy);
    try {
      const response = await exchange(request, way);
      logged.answered(response);
      believe(response, request, operation);
      return { response };
    } catch (error) {
      if (!(error instanceof NoAnswer && error.$metadata.httpStatusCode !== undefined)) logged.failed(error as Error);
      throw error;
    }
  }

  destroy(): void {
    this.kept.destroy();
    this.fresh.destroy();
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs = () => ({});
}

/** @throws NoAnswer where what came is none of the service. */
function believe(response: Answer, request: HttpRequest, operation: string | undefined): void {
  const flaw = flawOf(response, request, operation);
  if (flaw === undefined) return;
  const { statusCode: status, headers } = response;
  const { message, passing } = flaw;
  throw new NoAnswer(message, 'sent', { status, passing, ...given({ requestId: requestIdIn(headers) }) });
}

type Answer = HttpResponse & { body: Uint8Array };

interface Way {
  agent: http.Agent;
  proxy: URL | undefined;
  limits: WireLimits;
  signal: AbortSignal | undefined;
}

function exchange(
  { protocol, hostname, port, method, path, query, headers, body }: HttpRequest,
  { agent, proxy, limits, signal }: Way,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const search = buildQueryString(query ?? {});
    const sending = (protocol === 'https:' ? https : http).request({
      // Said explicitly: else an agent over a proxy guesses it, and finds none of the connections that it has kept.
      protocol,
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
    let refused = false;
    const settle = <T>(how: (value: T) => void, value: T) => {
      for (const timer of timers) clearTimeout(timer);
      how(value);
    };
    const fail = (cause: Error) => {
      if (cause.name === 'AbortError') return settle(reject, cause);
      const { code, message } = cause as NodeJS.ErrnoException;
      // What Node's parser of HTTP refuses (https://nodejs.org/docs/latest-v22.x/api/errors.html#hpe_invalid_header_token).
      const foreign = code?.startsWith('HPE_') === true;
      const said = foreign ? `the server there does not speak HTTP (${message})` : message || code || cause.name;
      const reason = proxy === undefined ? said : `${said}, over the proxy ${proxy.host}`;
      settle(reject, new NoAnswer(reason, stage, { cause, passing: !foreign }));
    };
    const giveUp = (message: string) => {
      fail(Object.assign(new Error(message), { name: 'TimeoutError', code: 'ETIMEDOUT' }));
      sending.destroy();
    };
    const timers = [
      setTimeout(() => {
        if (stage !== 'sent') giveUp(`no connection was established within ${limits.connect / 1000} seconds`);
      }, limits.connect),
      setTimeout(() => giveUp(`the answer was not complete within ${limits.call / 1000} seconds`), limits.call),
    ];
    sending.on('error', fail);
    sending.once('socket', (socket) => {
      if (sending.reusedSocket) {
        stage = 'sent';
        return;
      }
      // The connection to a proxy stands by now, and Node writes to it what was asked to be sent.
      if (proxy !== undefined && !refused) stage = protocol === 'https:' ? 'handshake' : 'sent';
      socket.once('connect', () => {
        stage = protocol === 'https:' ? 'handshake' : 'sent';
      });
      // Only now is the server's certificate accepted, and only now does Node write what was asked to be sent.
      socket.once('secureConnect', () => {
        stage = 'sent';
      });
    });
    // Of the library: the proxy's answer to CONNECT. One that refuses comes as the answer of the call, which was not sent.
    sending.once('proxyConnect', ({ statusCode, statusText }: { statusCode: number; statusText: string }) => {
      if (statusCode === 200) return;
      refused = true;
      const passing = isPassing(statusCode);
      const message =
        `the proxy ${proxy?.host} refused the connection: HTTP ${statusCode} ${printable(statusText)}`.trimEnd();
      settle(reject, new NoAnswer(message, stage, { status: statusCode, passing }));
    });
    sending.once('response', (answer) => {
      bytesOf(answer).then((bytes) => {
        const statusCode = answer.statusCode ?? 0;
        const names = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
        const response = new HttpResponse({ statusCode, headers: Object.fromEntries(names), body: bytes });
        settle(resolve, response as Answer);
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
