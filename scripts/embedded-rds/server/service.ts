import { randomUUID } from 'node:crypto';
import type { Action } from '../actions/action';
import { actions } from '../actions/registry';
import { decodeInput } from '../wire/decode';
import { encodeFault, encodeOutput } from '../wire/encode';
import { type OperationSchema, operationSchema, type ServiceName } from '../wire/schemas';
import { invalidAction, missingParameter, ServiceFault } from '../wire/service-fault';
import { regionOf } from '../world/new-world';
import { advance } from '../world/timeline';
import type { World } from '../world/world';
import { type StruckAnswer, strikingFault, struckAnswer } from './call-faults';
import { type Caller, callerOf } from './caller';
import type { WorldClock } from './clock';
import { iamResponse, stsOutput } from './identity';

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

export interface Served {
  response: ServiceResponse;
  call: CallRecord;
}

/** Answers one request of a client of AWS. Synchronous: one call after the other, each whole or not at all. */
export function serve(world: World, clock: WorldClock, request: ServiceRequest): Served {
  settle(world, clock);
  const now = clock.now();
  const requestId = randomUUID();
  const call: CallRecord = { operation: '', region: '', attempt: attemptOf(request), at: now, status: 200 };
  let service: ServiceName = 'rds';
  const answer = (status: number, body: string, contentType = 'text/xml'): Served => ({
    response: { kind: 'answer', status, body, headers: headersOf(clock, requestId, contentType) },
    call: { ...call, status },
  });
  try {
    const form = formOf(request);
    call.operation = form.get('Action') ?? '';
    const caller = callerOf(request.headers, form, world.account);
    call.region = caller.region;
    if (caller.service === 'sts') service = 'sts';
    if (call.operation === '') throw missingParameter('The request must contain the parameter Action.');
    const result = perform(world, now, caller, form, call.operation, requestId);
    if (result.kind === 'reset') return { response: { kind: 'reset' }, call: { ...call, status: 0 } };
    if (result.kind === 'fault') throw result.fault;
    if (result.kind === 'html') return answer(result.httpStatus, result.body, 'text/html');
    return answer(200, result.body);
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    call.code = error.code;
    return answer(error.httpStatus, encodeFault(error, requestId, service));
  }
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

export function headersOf(clock: WorldClock, requestId: string, contentType: string): Record<string, string> {
  return {
    'content-type': contentType,
    'x-amzn-requestid': requestId,
    'x-embedded-rds': `1; speed=${clock.speed}`,
    'x-embedded-rds-clock': new Date(clock.now()).toISOString(),
  };
}

type Result = { kind: 'body'; body: string } | Exclude<StruckAnswer, { kind: 'output' }>;

function perform(
  world: World,
  now: number,
  caller: Caller,
  form: URLSearchParams,
  operation: string,
  requestId: string,
): Result {
  world.calls[operation] = (world.calls[operation] ?? 0) + 1;
  const struck = strikingFault(world, operation);
  const run = (): Result => ({ kind: 'body', body: execute(world, now, caller, form, operation, requestId) });
  if (struck === undefined) return run();
  // The operation takes effect, and nobody hears of it; when RDS itself refuses it, that is what is heard.
  if (struck.when === 'after') run();
  const schema = operationSchema(operation, caller.service === 'sts' ? 'sts' : 'rds');
  const input = schema === undefined ? {} : decodeInput(schema, form);
  const result = struckAnswer(struck.effect, { operation, schema, input, caller });
  if (result.kind !== 'output') return result;
  return schema === undefined ? run() : { kind: 'body', body: encodeOutput(schema, result.output, requestId) };
}

function execute(
  world: World,
  now: number,
  caller: Caller,
  form: URLSearchParams,
  operation: string,
  requestId: string,
): string {
  if (caller.service === 'iam') return iamResponse(world, caller, operation, requestId);
  const service = caller.service === 'sts' ? 'sts' : 'rds';
  const schema = operationSchema(operation, service);
  if (schema === undefined) throw invalidAction(operation);
  const run = service === 'sts' ? undefined : actionOf(schema);
  const input = decodeInput(schema, form);
  const output =
    run === undefined
      ? stsOutput(world, caller, operation, input)
      : transaction(world, operation, () => {
          const region = regionOf(world, regionName(caller));
          return run({ world, region, now, account: world.account, principal: caller.arn }, input);
        });
  return encodeOutput(schema, output, requestId);
}

function actionOf({ name }: OperationSchema): Action<unknown, unknown> {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) throw invalidAction(name);
  return action;
}

/** An action that throws leaves the world as it was, even one that refuses too late. */
function transaction<Output>(world: World, operation: string, run: () => Output): Output {
  if (/^(Describe|List)/.test(operation)) return run();
  const before = structuredClone(world);
  try {
    return run();
  } catch (error) {
    Object.assign(world, before);
    throw error;
  }
}

function regionName({ region }: Caller): string {
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(region)) {
    throw new ServiceFault(
      'SignatureDoesNotMatch',
      403,
      `Credential should be scoped to a valid region, not '${region}'.`,
    );
  }
  return region;
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
