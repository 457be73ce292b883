import { uncopiedMembers } from '../embedded-rds/world/deployments/uncopied';
import type { Choices } from '../embedded-rds/world/on-demand/choices';
import { type AnswerEffect, type CourseEffect, effectsOn, newerParts } from '../embedded-rds/world/on-demand/effects';
import type { Act } from './actors/act';
import { actNames, acts } from './actors/acts';
import {
  type BeginningName,
  beginningNames,
  inMysql,
  partsOf,
  type StageName,
  upgradeOf,
  type Way,
} from './beginnings';
import type { Command } from './command';
import { Random } from './random';
import type { Happening, Moment, Schedule } from './schedule';

/** How often each is drawn, against the others. */
const ofAnswers: Record<AnswerEffect, number> = {
  throttling: 1,
  'internal-failure': 1,
  'service-unavailable': 1,
  'bad-gateway': 1,
  'connection-reset': 2,
  'expired-token': 1,
  // Left to every-call.ts, which strikes every call with it.
  'invalid-client-token': 0,
  'access-denied': 1,
  'not-found-yet': 2,
  // The same.
  refusal: 0,
};
const ofCourses: Record<CourseEffect, number> = {
  'available-before-members': 1,
  'provisioning-fails': 1,
  'upgrade-fails': 1,
  'switchover-cancelled': 2,
  'switchover-times-out': 1,
  'replication-degraded': 1,
  'snapshot-fails': 1,
  'member-fails': 1,
  'provisioning-stalls': 1,
};
const timesReads = 3;

const drawn = <Name extends string>(weights: Record<Name, number>): Name[] =>
  (Object.entries(weights) as [Name, number][]).flatMap(([name, weight]) => Array.from({ length: weight }, () => name));

const callEffects = [...drawn(ofAnswers), ...Array.from({ length: timesReads }, () => effectsOn('read')).flat()];
const courseEffects = drawn(ofCourses);

const weighted = actNames.flatMap((name) => Array.from({ length: (acts[name] as Act).weight ?? 1 }, () => name));

/** One in four is of Aurora MySQL. */
function wayOf(drawn: Way, seed: number): Way {
  const others = inMysql[drawn] ?? [];
  return seed % 4 === 3 ? (others[Math.floor(seed / 4) % others.length] ?? drawn) : drawn;
}

/** A schedule from its seed. */
export function scheduleOf(seed: number): Schedule {
  const random = new Random(seed);
  const drawnOf = partsOf(random.pick(beginningNames));
  const { stage } = drawnOf;
  const way = wayOf(drawnOf.way, seed);
  const beginning: BeginningName = `${way}, ${stage}`;
  const commands = commandsOf(random, way, stage);
  const happenings = Array.from({ length: 1 + random.below(5) }, () => happeningOf(random, way, stage));
  // A course of things is set at the beginning: nobody calls just then.
  const course = random.chance(0.3)
    ? [{ kind: 'course' as const, effect: random.pick(courseEffects), at: at('moment', 1, 'before') }]
    : [];
  const choices = choicesOf(random);
  // The first of several: what comes after a no is typed by somebody who has thought about it.
  const declining = commands.length > 1 && random.chance(0.1);
  const typed = declining ? [declined(commands[0] as Typed), ...commands.slice(1)] : commands;
  return { seed, beginning, choices, commands: typed, happenings: [...course, ...happenings] };
}

type Typed = Schedule['commands'][number];

const declined = (typed: Typed): Typed => ({ ...typed, command: { ...typed.command, yes: false, declines: true } });

function commandsOf(random: Random, way: Way, stage: StageName): Schedule['commands'] {
  const yes = random.chance(0.5);
  const upgrade: Command = { ...upgradeOf(way), yes };
  const retry: Command = { ...upgrade, retrySwitchover: true };
  const abort: Command = { name: 'abort', yes };
  const cleanup: Command = { name: 'cleanup', yes, ...(random.chance(0.15) ? { skipFinalSnapshot: true } : {}) };
  const soon = (command: Command) => ({ command, afterMinutes: random.pick([0, 1, 10, 60]) });
  const later = (command: Command) => ({ command, afterMinutes: random.pick([25, 30, 15 * 24]) * 60 });
  const wholes = [
    [soon(upgrade), soon(upgrade)],
    [soon(upgrade), soon(upgrade), soon(retry)],
    [soon(upgrade), later(cleanup)],
    [soon(upgrade), soon(upgrade), later(cleanup), soon(cleanup)],
    [soon(upgrade), soon(abort), soon(upgrade)],
  ];
  if (stage === 'fresh')
    return random.pick([...wholes, [soon({ ...upgrade, until: 'green' }), soon(abort), soon(abort)]]);
  if (stage === 'green stands')
    return random.pick([...wholes, [soon(abort), soon(abort)], [soon(abort), soon(upgrade)]]);
  if (stage === 'switched over') return random.pick([...wholes, [soon(abort), soon(upgrade), later(cleanup)]]);
  return random.pick([
    [soon(cleanup), soon(cleanup)],
    [soon(cleanup), soon(upgrade)],
    [soon(upgrade), soon(cleanup)],
    [soon(cleanup), later(cleanup)],
  ]);
}

/** About how many calls and waits, and changes, a first command takes from there. */
const lengths: Record<StageName, [moments: number, changes: number]> = {
  fresh: [320, 11],
  'green stands': [150, 9],
  'switched over': [60, 4],
  'upgraded a day ago': [220, 9],
  'cleanup begun': [160, 7],
};

function happeningOf(random: Random, way: Way, stage: StageName): Happening {
  const [moments, changes] = lengths[stage];
  const when = random.pick(['before', 'after'] as const);
  // Half of them around changes, where the windows are.
  const moment = random.chance(0.5)
    ? at('change', 1 + random.below(changes * 2), when)
    : at('moment', 1 + random.below(moments * 1.5), when);
  const draw = random.next();
  if (draw < 0.2) return { at: moment, kind: 'kill' };
  if (draw < 0.45) {
    const effect = random.pick(callEffects);
    const times = random.pick([1, 1, 1, 2, 5]);
    const when = random.pick(['before', 'after'] as const);
    const old = effect === 'stale' || effect === 'torn' ? { seconds: random.pick([5, 30, 120]) } : {};
    const torn = effect === 'torn' ? { newer: random.pick(newerParts) } : {};
    return { at: { ...moment, when: 'before' }, kind: 'fault', effect, when, times, ...old, ...torn };
  }
  if (draw < 0.78) return { at: moment, kind: 'act', act: random.pick(weighted), number: random.below(100) };
  if (draw < 0.83) return { at: moment, kind: 'pass', minutes: random.pick([1, 5, 30, 600]) };
  if (draw < 0.88) return { at: moment, kind: 'course', effect: random.pick(courseEffects) };
  const rivals: Command[] = [
    upgradeOf(way),
    { ...upgradeOf(way), yes: true },
    { ...upgradeOf(way), yes: true, retrySwitchover: true },
    { name: 'abort', yes: true },
    { name: 'cleanup', yes: true },
  ];
  return { at: moment, kind: 'rival', command: random.pick(rivals), woven: random.chance(0.5) };
}

function choicesOf(random: Random): Partial<Choices> {
  return {
    ...(random.chance(0.3) ? { scalableTargetsAtSwitchover: random.pick(['kept', 'moved'] as const) } : {}),
    ...(random.chance(0.3)
      ? { notCopiedToGreen: random.chance(0.5) ? uncopiedMembers : [random.pick(uncopiedMembers)] }
      : {}),
    ...(random.chance(0.2) ? { endpointMembersOnGreen: 'none' as const } : {}),
    ...(random.chance(0.4) ? { cancelledSwitchover: 'SWITCHOVER_FAILED' as const } : {}),
    ...(random.chance(0.2) ? { eventDelaySeconds: random.pick([20, 120]) } : {}),
    ...(random.chance(0.15) ? { switchoverEvents: 'missing' as const } : {}),
    ...(random.chance(0.2) ? { deletionWhileProvisioning: 'refused' as const } : {}),
    ...(random.chance(0.2) ? { deletedGreenInstance: 'left-out' as const } : {}),
  };
}

const at = (of: Moment['of'], number: number, when: Moment['when']): Moment => ({ of, number, when });
