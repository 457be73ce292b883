import { randomUUID } from 'node:crypto';
import { isRecord } from '../runtime/is-record';
import { HeldWall } from './database/held-wall';
import { checkedSpeed, type WorldClock, worldClock } from './server/clock';
import { type Command, commands } from './server/control';
import { ControlError } from './server/control-error';
import { listen } from './server/http';
import { keepWorld } from './server/kept-world';
import { isControl, ownFailure } from './server/own-failure';
import {
  type CallRecord,
  headersOf,
  internalFailure,
  type ServiceRequest,
  type ServiceResponse,
  serve,
  settle,
} from './server/service';
import { loadState } from './server/state-file';
import { lockStateFile } from './server/state-lock';
import { completeWorld, newWorld } from './world/new-world';
import { checkedChoices } from './world/on-demand/checked-choices';
import type { Choices } from './world/on-demand/choices';
import type { FaultRule } from './world/on-demand/faults';
import type { Policies } from './world/on-demand/policies';
import type { World } from './world/world';

interface EmbeddedRdsOptions {
  /** Where the world is kept between runs. Undefined: in memory only. One server at a time has it. */
  stateFile?: string;
  /** Seconds of the world in a second on the wall: 1 real time (default), 0 stepped, Infinity instant. */
  speed?: number;
  /** A clock of the caller's own, in place of `speed`. */
  clock?: WorldClock;
  /** False: what a set clock has passed happens when the caller says so, one moment after the other. Default true: at once. */
  settles?: boolean;
  /** What the clock takes for the time on the wall. */
  wall?: () => number;
  /** Twelve digits (default 123456789012). A world that was loaded keeps its own. */
  account?: string;
  /** The world to begin with, unless the state file holds one. */
  world?: World;
  faults?: FaultRule[];
  /** What the world does where AWS is unknown; those not named stay as they are. */
  choices?: Partial<Choices>;
  /** Hears what a client cannot be told: that the state file cannot be written. */
  tell?: (sentence: string) => void;
  /** What callers may do (default: everything). Of this start, whatever the state file says. */
  policies?: Policies;
}

/** The embedded RDS without a socket. */
export interface EmbeddedRds {
  readonly world: World;
  readonly clock: WorldClock;
  /** The time on the world's clock when its state file was last written; undefined for a world that begins. */
  readonly continuedFrom?: Date;
  /** Answers a request to the API, or to the control API under `/_embedded/`. */
  handle(request: ServiceRequest): ServiceResponse;
  /** Adds a rule; rules count calls from now on. */
  addFault(rule: FaultRule): void;
  /** The calls served so far, oldest first; the last 10,000 are kept. */
  calls(): CallRecord[];
  /** Runs a command of the control API, `POST clock`. Throws ControlError. */
  control(command: string, body?: Record<string, unknown>): unknown;
  /** Lets happen what is due, and keeps it. */
  settle(): void;
  /** Keeps the world as it is. */
  keep(): void;
  /** Gives the state file back. */
  close(): Promise<void>;
}

export interface EmbeddedRdsServer extends EmbeddedRds {
  /** `http://127.0.0.1:5440` */
  readonly endpoint: string;
  /** Everything that is due has happened, to the databases too. */
  settled(): Promise<void>;
}

interface ServerOptions extends EmbeddedRdsOptions {
  port?: number;
  host?: string;
  /** The folder of real databases behind the clusters (default: there are none). They live on in it as the world does in its file. */
  data?: string;
  /** Forgets the world that the state file holds, and its databases, whether or not they start. */
  reset?: boolean;
}

const longestLog = 10_000;

/** Throws UpgradeError when the state file is damaged or in use. */
export function openEmbeddedRds(options: EmbeddedRdsOptions = {}): EmbeddedRds {
  const { stateFile } = options;
  if (options.speed !== undefined) checkedSpeed(options.speed);
  const unlock = stateFile === undefined ? () => {} : lockStateFile(stateFile);
  try {
    return open(options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The same on a port of the loopback interface (default: any free one). Throws UpgradeError, also without a PostgreSQL for `data`. */
export async function startEmbeddedRds(options: ServerOptions = {}): Promise<EmbeddedRdsServer> {
  const { data, host = '127.0.0.1', port = 0 } = options;
  if (data !== undefined) return startWithData(options, data);
  const rds = openEmbeddedRds(options);
  // Of a former start with databases: nobody answers there now.
  delete rds.world.addresses;
  try {
    const server = await listen(host, port, rds.handle);
    if (options.reset === true) rds.control('POST reset');
    const close = async (): Promise<void> => {
      await server.close();
      await rds.close();
    };
    return { ...rds, endpoint: server.endpoint, settled: async () => rds.settle(), close };
  } catch (error) {
    await rds.close();
    throw error;
  }
}

async function startWithData(options: ServerOptions, folder: string): Promise<EmbeddedRdsServer> {
  // Only here: without databases nothing of them is loaded.
  const { DataPlane, removeData } = require('./database/data-plane') as typeof import('./database/data-plane');
  const wall = new HeldWall();
  const rds = openEmbeddedRds({ ...options, wall: wall.now, settles: false });
  let plane: InstanceType<typeof DataPlane> | undefined;
  try {
    // Of a world that begins, nothing is kept from one that was here before.
    if (options.reset === true) rds.control('POST reset');
    if (options.reset === true || rds.continuedFrom === undefined) await removeData(folder);
    plane = new DataPlane(rds, wall, folder, options.tell ?? (() => {}));
    await plane.settled();
    const { handle, settled } = plane;
    const server = await listen(options.host ?? '127.0.0.1', options.port ?? 0, handle.bind(plane));
    const close = async (): Promise<void> => {
      await server.close();
      await plane?.close();
      await rds.close();
    };
    return { ...rds, endpoint: server.endpoint, settled: settled.bind(plane), close };
  } catch (error) {
    await plane?.close();
    await rds.close();
    throw error;
  }
}

function open(options: EmbeddedRdsOptions, unlock: () => void): EmbeddedRds {
  const { stateFile, speed = 1 } = options;
  const saved = stateFile === undefined ? undefined : loadState(stateFile);
  const given = options.world && Object.assign(options.world, completeWorld(options.world));
  const world = saved?.world ?? given ?? newWorld({ account: options.account });
  Object.assign(world.choices, checkedChoices({ ...options.choices }));
  world.policies = options.policies ?? (world === given ? given.policies : {});
  // A world that stood still goes on where it was; in real time it catches up with the wall.
  const startAt = saved === undefined ? undefined : speed === 1 ? Math.max(saved.now, Date.now()) : saved.now;
  const clock = options.clock ?? worldClock(speed, startAt, options.wall);
  const calls: CallRecord[] = [];
  world.faults.push(...(options.faults ?? []).map((rule) => ({ ...rule })));

  const kept = stateFile === undefined ? undefined : keepWorld(world, clock, stateFile, options.tell ?? (() => {}));
  // A file that cannot be written is known before anybody is answered.
  kept?.keepAll();

  const handle = (request: ServiceRequest): ServiceResponse => {
    try {
      if (isControl(request)) return controlResponse(request);
      const answered = serve(world, clock, request);
      const unwritable = kept?.keepCall();
      const { response, call } =
        unwritable === undefined ? answered : internalFailure(clock, request, answered.call, unwritable.message);
      calls.push(call);
      if (calls.length > longestLog) calls.shift();
      return response;
    } catch (error) {
      return ownFailure(clock, request, error as Error, options.tell ?? (() => {}));
    }
  };

  const control = (name: string, body: Record<string, unknown> = {}): unknown => {
    const command: Command | undefined = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined)
      throw new ControlError(`There is no ${name}; there is ${Object.keys(commands).join(', ')}.`);
    settle(world, clock);
    const result = command({ world, clock, calls }, body);
    if (options.settles !== false) settle(world, clock);
    kept?.keepAll();
    return result;
  };

  const controlResponse = ({ method, path, body }: ServiceRequest): ServiceResponse => {
    const name = path.slice('/_embedded/'.length).replace(/[/?].*$/, '');
    try {
      return json(200, control(`${method} ${name}`, jsonBody(body)));
    } catch (error) {
      if (error instanceof ControlError) return json(400, { error: error.message });
      throw error;
    }
  };

  const json = (status: number, value: unknown): ServiceResponse => ({
    kind: 'answer',
    status,
    headers: { ...headersOf(clock, randomUUID()), 'content-type': 'application/json' },
    body: JSON.stringify(value, undefined, 2) + '\n',
  });

  return {
    world,
    clock,
    continuedFrom: saved === undefined ? undefined : new Date(saved.now),
    handle,
    control,
    addFault: (rule) => {
      world.faults.push({ ...rule });
      kept?.keepAll();
    },
    calls: () => calls.map((call) => ({ ...call })),
    settle: () => {
      settle(world, clock);
      kept?.keepAll();
    },
    keep: () => kept?.keepAll(),
    close: async () => {
      kept?.close();
      unlock();
    },
  };
}

function jsonBody(body: string): Record<string, unknown> {
  if (body.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    if (isRecord(value)) return value;
  } catch (error) {
    throw new ControlError(`The body is not JSON: ${(error as Error).message}.`);
  }
  throw new ControlError('The body is not a JSON object.');
}

export { embeddedRequestHandler } from './request-handler';
