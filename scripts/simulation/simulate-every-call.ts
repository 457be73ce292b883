import { commandsStruck, type StrikeFailure, strikesOf, strikeText } from './every-call';
import { print, tell } from './tell';
import { over } from './workers';

const shown = 20;

/** `npm run simulate -- --every-call`. Returns whether an end was another one than without the fault. */
export async function simulateEveryCall(jobs: number): Promise<boolean> {
  const begun = Date.now();
  const lists = [];
  for (const { beginning, command } of commandsStruck) lists.push(await strikesOf(beginning, command));
  const strikes = lists.flat();
  let done = 0;
  const failures: StrikeFailure[] = [];
  await over(jobs, 'strikes', strikes, (more) => {
    done += more.strikes;
    failures.push(...more.failures);
    tell(done, strikes.length, 'faults', failures.length, begun);
  });
  print([
    `${done} faults at single calls of ${lists.length} commands in ${((Date.now() - begun) / 1000).toFixed(0)} s`,
    `${failures.length} ended differently than without the fault`,
    ...failures
      .slice(0, shown)
      .flatMap(({ strike, differences }) => ['', strikeText(strike), ...differences.map((line) => `  ${line}`)]),
    ...(failures.length > shown ? ['', `and ${failures.length - shown} more`] : []),
  ]);
  return failures.length > 0;
}
