import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { operationOf } from '../../scripts/aws/answer';

/** What happens to a call on its way. */
export type Effect =
  /** It arrives, and the connection breaks before the answer. */
  | 'lose-answer'
  /** It does not arrive. */
  | 'cut'
  /** It arrives; the connection breaks in the middle of the answer. */
  | 'break-answer'
  /** It arrives; half an answer comes, which says that it is whole. */
  | 'truncate'
  /** It arrives; the answer stops in the middle, and the connection stays. */
  | 'stall'
  | 'empty'
  | 'html'
  | 'not-http'
  | 'throttled'
  | { status: number; body?: string }
  /** It arrives; the answer comes that many milliseconds later. */
  | { delay: number };

export interface Seen {
  operation: string;
  /** `amz-sdk-request`, as `attempt=1; max=1` */
  attempt: string;
  /** Of the client: two calls over one connection have the same. */
  port: number;
}

export interface WireProxy {
  endpoint: string;
  /** Every call that came, those that were struck too. */
  seen: Seen[];
  /** Strikes the n-th call of an operation from now on, and those after it as long as `times` says. */
  strike(operation: string, effect: Effect, which?: { call?: number; times?: number }): void;
  /** From now on every connection dies silently after its first answer, as behind a firewall that forgets it. */
  forgetConnections(): void;
  close(): Promise<void>;
}

const html = '<html><head><title>Sign in</title></head><body><p>Guest network</p></body></html>';
/** What the embedded RDS answers bears its name, a refusal too. */
const mark = { 'x-embedded-rds': '1; speed=0' };
const throttled =
  '<ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><Error><Type>Sender</Type><Code>Throttling</Code>' +
  '<Message>Rate exceeded</Message></Error><RequestId>1</RequestId></ErrorResponse>';

/**
 * Stands in front of a server of AWS's APIs, and does to calls what the world does.
 * @param ahead milliseconds by which the clock of what is behind is ahead of this machine's; it then refuses wrong times, or `always`, with that code
 */
export async function startWireProxy(
  behind: string,
  ahead = 0,
  wrongTime = 'SignatureDoesNotMatch',
  { always = false } = {},
): Promise<WireProxy> {
  const rules: { operation: string; effect: Effect; from: number; until: number; count: number }[] = [];
  const seen: Seen[] = [];
  const served = new WeakSet<Socket>();
  let forgetting = false;

  const server = createServer(async (incoming, outgoing) => {
    const body = await textOf(incoming);
    const operation = operationOf({ headers: incoming.headers as Record<string, string>, body }) ?? '';
    const { socket } = incoming;
    seen.push({ operation, attempt: String(incoming.headers['amz-sdk-request']), port: socket.remotePort ?? 0 });
    let effect: Effect | undefined;
    for (const rule of rules.filter((each) => each.operation === operation)) {
      rule.count += 1;
      if (rule.count >= rule.from && rule.count < rule.until) effect ??= rule.effect;
    }
    if (forgetting && served.has(socket)) return socket.resetAndDestroy();
    served.add(socket);
    const now = Date.now() + ahead;
    outgoing.setHeader('date', new Date(now).toUTCString());
    if (always || (ahead !== 0 && Math.abs(sentAt(incoming.headers) - now) > 5 * 60_000)) {
      if (incoming.headers['x-amz-target'] !== undefined) {
        return void outgoing
          .writeHead(400, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': '1', ...mark })
          .end(refusalInJson);
      }
      return void outgoing.writeHead(403, { 'content-type': 'text/xml', ...mark }).end(refusal(wrongTime));
    }
    if (effect === undefined) return pass(await forward(behind, incoming, body), outgoing);
    await strike(effect, () => forward(behind, incoming, body), outgoing, socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    strike(operation, effect, { call = 1, times = 1 } = {}) {
      rules.push({ operation, effect, from: call, until: call + times, count: 0 });
    },
    forgetConnections() {
      forgetting = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Forwarded {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

async function strike(
  effect: Effect,
  forwarded: () => Promise<Forwarded>,
  outgoing: ServerResponse,
  socket: Socket,
): Promise<void> {
  const answer = (status: number, type: string, body: string, more = {}) =>
    void outgoing
      .writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...more })
      .end(body);
  if (effect === 'cut') return void socket.resetAndDestroy();
  if (effect === 'html') return answer(200, 'text/html', html);
  if (effect === 'empty') return answer(200, 'text/xml', '');
  if (effect === 'throttled') return answer(400, 'text/xml', throttled, mark);
  if (effect === 'not-http') return void socket.end('220 mail.example.com ESMTP\r\n');
  if (typeof effect === 'object' && 'status' in effect) return answer(effect.status, 'text/html', effect.body ?? html);
  const whole = await forwarded();
  if (effect === 'lose-answer') return void socket.resetAndDestroy();
  if (typeof effect === 'object') {
    await new Promise((resolve) => setTimeout(resolve, effect.delay));
    return pass(whole, outgoing);
  }
  const half = whole.body.subarray(0, Math.floor(whole.body.length / 2));
  if (effect === 'truncate') return pass({ ...whole, body: half }, outgoing);
  outgoing.writeHead(whole.status, { ...whole.headers, 'content-length': whole.body.length });
  outgoing.write(half, () => {
    if (effect === 'break-answer') setTimeout(() => socket.resetAndDestroy(), 20);
  });
}

function pass({ status, headers, body }: Forwarded, outgoing: ServerResponse): void {
  const { date: _, connection: __, ...kept } = headers;
  outgoing.writeHead(status, { ...kept, 'content-length': body.length }).end(body);
}

function forward(behind: string, { method, url, headers }: IncomingMessage, body: string): Promise<Forwarded> {
  return new Promise((resolve, reject) => {
    const { connection: _, ...kept } = headers;
    const sending = request(new URL(url ?? '/', behind), { method, headers: kept, agent: false }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** `20260115T010000Z` */
function sentAt(headers: IncomingHttpHeaders): number {
  const [, ...parts] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(String(headers['x-amz-date'])) ?? [];
  const [year = 0, month = 0, ...rest] = parts.map(Number);
  return Date.UTC(year, month - 1, ...rest);
}

const refusal = (code: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>Signature not yet current</Message></Error>` +
  '<RequestId>1</RequestId></ErrorResponse>';

/** Services that speak JSON have one code for every wrong signature. */
const refusalInJson = JSON.stringify({
  __type: 'InvalidSignatureException',
  message: 'Signature not yet current: 20260115T010000Z is still later than 20260115T000000Z',
});
