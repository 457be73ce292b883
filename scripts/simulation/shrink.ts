import type { Schedule } from './schedule';

/**
 * The schedule without whatever it fails without: one thing after the other is left out as long as it still violates the same
 * invariant, until nothing more can be left out.
 *
 * @param fails  plays a schedule and says whether it still fails
 */
export async function shrink(schedule: Schedule, fails: (candidate: Schedule) => Promise<boolean>): Promise<Schedule> {
  let smallest = schedule;
  for (let smaller: Schedule | undefined = smallest; smaller !== undefined; ) {
    smallest = smaller;
    smaller = undefined;
    for (const candidate of simpler(smallest)) {
      if (!(await fails(candidate))) continue;
      smaller = candidate;
      break;
    }
  }
  return smallest;
}

/** Each with one thing less, or with one thing simpler. */
function* simpler(schedule: Schedule): Generator<Schedule> {
  const { happenings, commands, choices } = schedule;
  for (let i = commands.length - 1; i > 0; i -= 1) yield { ...schedule, commands: without(commands, i) };
  for (let i = 0; i < happenings.length; i += 1) yield { ...schedule, happenings: without(happenings, i) };
  if (commands.length > 1) yield { ...schedule, commands: commands.slice(1) };
  for (const name of Object.keys(choices) as (keyof typeof choices)[]) {
    const { [name]: _, ...rest } = choices;
    yield { ...schedule, choices: rest };
  }
  for (const [i, happening] of happenings.entries()) {
    const simple =
      happening.kind === 'rival' && happening.woven
        ? { ...happening, woven: false }
        : happening.kind === 'fault' && happening.times > 1
          ? { ...happening, times: 1 }
          : undefined;
    if (simple !== undefined) yield { ...schedule, happenings: happenings.with(i, simple) };
  }
}

const without = <T>(items: readonly T[], index: number): T[] => items.filter((_, i) => i !== index);
