import { randomUUID } from 'node:crypto';
import { type Encoded, jsonProtocol, type Protocol, queryProtocol } from '../wire/protocol';
import type { ServiceName } from '../wire/schemas';
import { ServiceFault } from '../wire/service-fault';
import { unplayedService } from '../wire/unplayed-service';
import { advance } from '../world/timeline';
import type { World } from '../world/world';
import { callerOf } from './caller';
import type { WorldClock } from './clock';
import { perform } from './perform';
import { type PlayedService, serviceNamed } from './services';

export interface ServiceRequest {
  method: string;
  /** Path with its query string. */
  path: string;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  body: string;
}

export type ServiceResponse =
  | { kind: 'answer'; status: number; headers: Record<string, string>; body: string }
  /** The connection is to be cut without an answer. */
  | { kind: 'reset' };

/** One line of the log of calls. */
export interface CallRecord {
  /** As in the signature's scope: `rds`, `application-autoscaling`. */
  service: string;
  operation: string;
  region: string;
  /** Which try of the client's this was (`amz-sdk-request`), 1 where it does not say. */
  attempt: number;
  /** Milliseconds on the world's clock. */
  at: number;
  /** HTTP status; 0 for a connection that was cut. */
  status: number;
  /** Code of the fault, if one was answered. */
  code?: string;
}

interface Served {
  response: ServiceResponse;
  call: CallRecord;
}

/** Answers one request of a client of AWS. Synchronous: one call after the other, each whole or not at all. */
export function serve(world: World, clock: WorldClock, request: ServiceRequest): Served {
  settle(world, clock);
  const now = clock.now();
  const requestId = randomUUID();
  const form = formOf(request);
  const protocol = protocolOf(request, form);
  const attempt = attemptOf(request);
  const call: CallRecord = { service: '', operation: protocol.operation, region: '', attempt, at: now, status: 200 };
  const served = ({ status, headers, body }: Encoded): Served => ({
    response: { kind: 'answer', status, body, headers: { ...headersOf(clock, requestId), ...headers } },
    call: { ...call, status },
  });
  let service: PlayedService = 'rds';
  try {
    const caller = callerOf(request.headers, form, world.account);
    call.region = caller.region;
    call.service = caller.service;
    const named = serviceNamed(caller.service);
    if (named === undefined) {
      const unplayed = unplayedService(caller.service, { ...request, operation: protocol.operation, requestId });
      return served(unplayed);
    }
    service = named;
    const result = perform({ world, now, caller, service, protocol, requestId });
    return result === 'reset' ? { response: { kind: 'reset' }, call: { ...call, status: 0 } } : served(result);
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    call.code = error.code;
    return served(protocol.fault(error, service === 'iam' ? 'rds' : service, requestId));
  }
}

/** In place of an answer to a call that did not come about, in the protocol of whoever asked; `why` is for people. */
export function internalFailure(clock: WorldClock, request: ServiceRequest, call: CallRecord, why: string): Served {
  const named = serviceNamed(call.service);
  const { code, response } = failureOf(clock, request, why, named === undefined || named === 'iam' ? 'rds' : named);
  return { response, call: { ...call, status: response.status, code } };
}

/** As RDS itself says that it has failed, which every client shows with its message. */
export function failureOf(clock: WorldClock, request: ServiceRequest, why: string, service: ServiceName = 'rds') {
  const requestId = randomUUID();
  const failure = new ServiceFault('InternalFailure', 500, why);
  const { status, headers, body } = protocolOf(request, formOf(request)).fault(failure, service, requestId);
  const response = { kind: 'answer' as const, status, body, headers: { ...headersOf(clock, requestId), ...headers } };
  return { code: failure.code, response };
}

/** Lets happen what is due. With an instant clock all that is under way is: nobody can look while it lasts. */
export function settle(world: World, clock: WorldClock): void {
  advance(world, clock.now());
  if (clock.speed !== Number.POSITIVE_INFINITY) return;
  // A timeline may begin another one; one that begins itself again would never end.
  for (let rounds = 0; rounds < 1000; rounds++) {
    const due = Object.values(world.regions).flatMap(({ agenda }) => agenda.map(({ at }) => at));
    if (due.length === 0) return;
    clock.advanceTo(Math.max(...due));
    advance(world, clock.now());
  }
}

export function headersOf(clock: WorldClock, requestId: string): Record<string, string> {
  return {
    'x-amzn-requestid': requestId,
    'x-embedded-rds': `1; speed=${clock.speed}`,
    'x-embedded-rds-clock': new Date(clock.now()).toISOString(),
  };
}

function protocolOf({ headers, body }: ServiceRequest, form: URLSearchParams): Protocol {
  const target = headers['x-amz-target'];
  return target === undefined ? queryProtocol(form) : jsonProtocol(target, headers['content-type'], body);
}

function formOf({ method, path, body }: ServiceRequest): URLSearchParams {
  const query = path.indexOf('?');
  const form = new URLSearchParams(query === -1 ? '' : path.slice(query + 1));
  if (method === 'POST') for (const [name, value] of new URLSearchParams(body)) form.set(name, value);
  return form;
}

function attemptOf({ headers }: ServiceRequest): number {
  return Number(/attempt=(\d+)/.exec(headers['amz-sdk-request'] ?? '')?.[1] ?? 1);
}
