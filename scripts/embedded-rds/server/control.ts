import { beginAutoMinorUpgrade } from '../timelines/auto-minor-upgrade';
import { ServiceFault } from '../wire/service-fault';
import { byName } from '../world/by-name';
import { forget } from '../world/history';
import { completeWorld, newWorld } from '../world/new-world';
import { checkedChoices } from '../world/on-demand/checked-choices';
import type { World } from '../world/world';
import type { WorldClock } from './clock';
import { connect } from './control-connections';
import { ControlError } from './control-error';
import { setMaintenance } from './control-maintenance';
import { publish } from './control-metrics';
import { setPrechecks } from './control-prechecks';
import { sceneOf } from './control-scene';
import { setStatus } from './control-status';
import { faultRule } from './fault-rule';
import type { CallRecord } from './service';
import { problemOf } from './state-file';

/** What control commands may see and change. */
interface ControlScene {
  world: World;
  clock: WorldClock;
  calls: CallRecord[];
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
    world.calls = byName();
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
  'POST connections': ({ world, clock }, body) => connect(world, clock, body),
  'POST metrics': ({ world, clock }, body) => publish(world, clock, body),
  'POST maintenance': ({ world, clock }, body) => setMaintenance(world, clock, body),
  'POST status': ({ world, clock }, body) => setStatus(world, clock, body),
  'POST prechecks': ({ world, clock }, body) => setPrechecks(world, clock, body),
  'POST auto-minor-upgrade': ({ world, clock }, { cluster, version, region }) => {
    if (typeof cluster !== 'string' || typeof version !== 'string') {
      throw new ControlError('An automatic upgrade needs the name of a cluster and a version.');
    }
    const scene = sceneOf(world, clock, { cluster, region });
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

/** Callers hold on to the world's object: its parts are replaced, not itself. What callers may do is the server's, and stays. */
export function replaceWorld(world: World, other: World): void {
  forget(world);
  Object.assign(world, completeWorld(structuredClone(other)), { policies: world.policies });
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
