import { ExitCode, UpgradeError } from '../../runtime/errors';
import { beginAutoMinorUpgrade } from '../timelines/auto-minor-upgrade';
import { ServiceFault } from '../wire/service-fault';
import { checkedChoices } from '../world/choices';
import type { FaultRule } from '../world/faults';
import { findCluster } from '../world/lookup';
import { completeWorld, newWorld } from '../world/new-world';
import type { Scene } from '../world/timeline';
import type { World } from '../world/world';
import type { WorldClock } from './clock';
import type { CallRecord } from './service';
import { problemOf } from './state-file';

/** What control commands may see and change. */
export interface ControlScene {
  world: World;
  clock: WorldClock;
  calls: CallRecord[];
}

/** A wrong request to the control API: one sentence. */
export class ControlError extends UpgradeError {
  constructor(message: string) {
    const remedy = 'scripts/embedded-rds/README.md describes every command and every fault.';
    super({ code: 'BAD_CONTROL', message, remedy, exitCode: ExitCode.usage });
  }
}

export type Command = (scene: ControlScene, body: Record<string, unknown>) => unknown;

/** The control API under `/_embedded/`: `METHOD name`. What it answers is JSON; the README describes each command. */
export const commands: Record<string, Command> = {
  'GET state': ({ world }) => world,
  'GET clock': ({ world, clock }) => clockView(world, clock),
  'POST clock': ({ world, clock }, body) => {
    changeClock(clock, body);
    return clockView(world, clock);
  },
  'GET faults': ({ world }) => ({ faults: world.faults }),
  'POST faults': ({ world }, body) => {
    world.faults.push(faultRule(body));
    return { faults: world.faults };
  },
  'DELETE faults': ({ world }) => {
    world.faults = [];
    return { faults: [] };
  },
  'GET calls': ({ world, calls }) => ({ counts: world.calls, calls }),
  'DELETE calls': ({ world, calls }) => {
    world.calls = {};
    calls.length = 0;
    return { counts: {}, calls };
  },
  'GET choices': ({ world }) => world.choices,
  'POST choices': ({ world }, body) => {
    try {
      return Object.assign(world.choices, checkedChoices(body));
    } catch (error) {
      throw new ControlError((error as Error).message);
    }
  },
  'POST auto-minor-upgrade': ({ world, clock }, { cluster, version, region }) => {
    if (typeof cluster !== 'string' || typeof version !== 'string') {
      throw new ControlError('An upgrade by RDS itself takes the names of a cluster and of a version.');
    }
    const scene = sceneOf(world, clock, cluster, region);
    try {
      beginAutoMinorUpgrade(scene, cluster, version);
    } catch (error) {
      throw new ControlError(
        error instanceof ServiceFault ? `${error.code}: ${error.message}` : (error as Error).message,
      );
    }
    return { cluster, version, region: scene.region.name };
  },
  'POST reset': ({ world, calls }) => {
    replaceWorld(world, newWorld({ account: world.account }));
    calls.length = 0;
    return { account: world.account };
  },
  'POST world': ({ world }, body) => {
    const problem = problemOf(body);
    if (problem !== undefined) throw new ControlError(`The world cannot be used: ${problem}.`);
    replaceWorld(world, body as unknown as World);
    return { account: world.account };
  },
};

/** The scene of a cluster: in the region that is named, or in the only one that has it. */
function sceneOf(world: World, clock: WorldClock, cluster: string, region: unknown): Scene {
  const scenes = Object.values(world.regions)
    .filter(({ name }) => region === undefined || name === region)
    .map((candidate) => ({ world, region: candidate, now: clock.now() }))
    .filter((scene) => findCluster(scene, cluster) !== undefined);
  const [scene] = scenes;
  if (scene === undefined) throw new ControlError(`There is no cluster ${cluster}${region ? ` in ${region}` : ''}.`);
  if (scenes.length > 1) throw new ControlError(`Several regions have a cluster ${cluster}: name the region too.`);
  return scene;
}

/** Callers hold on to the world's object: its parts are replaced, not itself. */
export function replaceWorld(world: World, other: World): void {
  Object.assign(world, completeWorld(structuredClone(other)));
}

function clockView(world: World, clock: WorldClock): Record<string, unknown> {
  const agenda = Object.values(world.regions).flatMap((region) => region.agenda.map((item) => ({ region, item })));
  return {
    now: new Date(clock.now()).toISOString(),
    speed: clock.speed === Number.POSITIVE_INFINITY ? 'Infinity' : clock.speed,
    agenda: agenda
      .sort((a, b) => a.item.at - b.item.at)
      .map(({ region, item }) => ({
        at: new Date(item.at).toISOString(),
        region: region.name,
        timeline: item.timeline,
        step: item.step,
      })),
  };
}

function changeClock(clock: WorldClock, body: Record<string, unknown>): void {
  const known = ['advanceMinutes', 'advanceSeconds', 'advanceTo', 'speed'];
  const unknown = Object.keys(body).find((key) => !known.includes(key));
  if (unknown !== undefined || Object.keys(body).length === 0) {
    throw new ControlError(`The clock takes ${known.join(', ')}${unknown === undefined ? '' : `, not ${unknown}`}.`);
  }
  try {
    if (body.speed !== undefined) clock.setSpeed(Number(body.speed));
    if (body.advanceMinutes !== undefined) clock.advance(Number(body.advanceMinutes) * 60_000);
    if (body.advanceSeconds !== undefined) clock.advance(Number(body.advanceSeconds) * 1000);
  } catch (error) {
    throw new ControlError((error as Error).message);
  }
  if (body.advanceTo !== undefined) {
    const time = Date.parse(String(body.advanceTo));
    if (Number.isNaN(time))
      throw new ControlError(`${String(body.advanceTo)} is not a time such as 2026-01-31T12:00:00Z.`);
    clock.advanceTo(time);
  }
}

const callEffects = [
  'throttling',
  'internal-failure',
  'service-unavailable',
  'bad-gateway',
  'connection-reset',
  'expired-token',
  'invalid-client-token',
  'access-denied',
  'not-found-yet',
];
const courseEffects = [
  'available-before-members',
  'provisioning-fails',
  'upgrade-fails',
  'switchover-cancelled',
  'switchover-times-out',
  'replication-degraded',
];

/** A fault rule, checked; `kind` may be left out. */
export function faultRule(body: Record<string, unknown>): FaultRule {
  const effect = String(body.effect);
  const kind = callEffects.includes(effect) ? 'call' : courseEffects.includes(effect) ? 'course' : undefined;
  if (kind === undefined || (body.kind !== undefined && body.kind !== kind)) {
    throw new ControlError(
      `A fault's effect is one of ${[...callEffects, ...courseEffects].join(', ')}; ${effect} is not.`,
    );
  }
  const number = (name: string): number | undefined => {
    const value = body[name];
    if (value === undefined) return undefined;
    if (typeof value === 'number' && value >= 0) return value;
    throw new ControlError(`A fault's ${name} is a number from 0 up.`);
  };
  if (kind === 'course') {
    const reason = body.reason === undefined ? undefined : String(body.reason);
    return { kind, effect: effect as never, reason, times: number('times'), minutes: number('minutes') };
  }
  if (typeof body.operation !== 'string' || body.operation === '') {
    throw new ControlError('A fault on calls names an operation, or * for all of them.');
  }
  const when = body.when ?? 'before';
  if (when !== 'before' && when !== 'after')
    throw new ControlError('A fault strikes before or after the call takes effect.');
  return {
    kind,
    operation: body.operation,
    effect: effect as never,
    when,
    call: number('call'),
    times: number('times'),
  };
}
