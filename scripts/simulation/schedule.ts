import type { Choices } from '../embedded-rds/world/on-demand/choices';
import { type CourseEffect, isReadEffect } from '../embedded-rds/world/on-demand/effects';
import type { CallFault } from '../embedded-rds/world/on-demand/faults';
import type { ActName } from './actors/acts';
import type { BeginningName } from './beginnings';
import { type Command, textOf } from './command';

/** Everything that one simulation needs to be the same again, as plain data. */
export interface Schedule {
  seed: number;
  beginning: BeginningName;
  choices: Partial<Choices>;
  /** What the user types, one after the other; a command that is killed is typed again. */
  commands: { command: Command; afterMinutes: number }[];
  happenings: Happening[];
}

/** Counted over all processes of ours: calls and waits, or only calls that change something. */
export interface Moment {
  of: 'moment' | 'change';
  number: number;
  /** Of a moment that is a wait there is only the one before it. */
  when: 'before' | 'after';
}

export type Happening = { at: Moment } & (
  | { kind: 'kill' }
  | { kind: 'pass'; minutes: number }
  /** Strikes the very call. */
  | ({ kind: 'fault'; when: 'before' | 'after'; times: number } & Pick<CallFault, 'effect' | 'seconds' | 'newer'>)
  | { kind: 'course'; effect: CourseEffect }
  | { kind: 'act'; act: ActName; number: number }
  /** A second run: all of it at once, or woven into what else runs. */
  | { kind: 'rival'; command: Command; woven: boolean }
);

/** One line for each thing that is planned. */
export function linesOf({ seed, beginning, choices, commands, happenings }: Schedule): string[] {
  const chosen = Object.entries(choices).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return [
    `seed ${seed}`,
    `begins with: ${beginning}`,
    ...(chosen.length === 0 ? [] : [`RDS as it may be: ${chosen.join(', ')}`]),
    ...commands.map(
      ({ command, afterMinutes }, i) =>
        `${i + 1}. ${textOf(command)}${afterMinutes === 0 ? '' : `, ${afterMinutes} minutes later`}`,
    ),
    ...happenings.map((happening) => `${momentText(happening.at)}: ${happeningText(happening)}`),
  ];
}

const momentText = ({ of, number, when }: Moment) => `${when} ${of === 'change' ? 'change' : 'call or wait'} ${number}`;

function happeningText(happening: Happening): string {
  switch (happening.kind) {
    case 'kill':
      return 'the process is killed';
    case 'pass':
      return `${happening.minutes} minutes pass`;
    case 'fault':
      return faultText(happening);
    case 'course':
      return `RDS: ${happening.effect}`;
    case 'act':
      return `somebody: ${happening.act} (${happening.number})`;
    case 'rival':
      return `${happening.woven ? 'beside it' : 'all at once'}: ${textOf(happening.command)}`;
  }
}

function faultText({ effect, when, times, seconds, newer }: Extract<Happening, { kind: 'fault' }>): string {
  const often = times > 1 ? `, ${times} times` : '';
  if (!isReadEffect(effect)) return `${effect}, ${when} the call takes effect${often}`;
  const age = seconds === undefined ? '' : `, ${seconds} s old`;
  return `the answer is ${effect}${age}${newer === undefined ? '' : `, ${newer} newer`}${often}`;
}
