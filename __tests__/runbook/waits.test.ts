import { minutes, type Step, type Waiting } from '../../scripts/runbook/step';
import { gateSwitchover } from '../../scripts/runbook/upgrade/gate-switchover';
import { waiting } from '../../scripts/runbook/waits';
import type { View } from '../../scripts/view/view';
import { viewOf } from '../support/view-of';

const step: Step = gateSwitchover;
const gate = (message: string): Waiting => ({
  state: 'wait',
  for: { what: 'gates', of: [{ id: 'PG_LONGTX', message }] },
  watch: [],
  limit: minutes(30),
  every: 10_000,
  remedy: '',
});
const building = (completed: number): Waiting => ({
  ...gate(''),
  for: { what: 'built', completed, total: 5, running: [] },
});

/** The lines that a log gets, of a look every ten seconds. */
function lines(looks: readonly Waiting[]): number[] {
  let view: View = viewOf();
  return looks.flatMap((wait, index) => {
    const { events, memory } = waiting(step, wait, view);
    view = { ...view, now: view.now + 10_000, memory };
    return events.some(({ code }) => code === 'STEP_WAIT') ? [index] : [];
  });
}

test.each([
  [
    'a gate whose transaction only grows older is told once',
    [
      gate('1 transaction open for more than 40 seconds (postgres: pid 7, 41 s, idle in transaction).'),
      gate('1 transaction open for more than 50 seconds (postgres: pid 7, 51 s, active).'),
      gate('1 transaction open for more than 1 minute (postgres: pid 7, 1 min 1 s, active).'),
    ],
    [0],
  ],
  ['another transaction is news', [gate('1 transaction (pid 7, 41 s).'), gate('1 transaction (pid 8, 11 s).')], [0, 1]],
  ['so is each task that RDS has done', [building(1), building(2), building(2)], [0, 1]],
  ['what does not change is told again after a minute', Array.from({ length: 9 }, () => gate('held.')), [0, 6]],
])('%s', (_, looks, told) => {
  expect(lines(looks)).toEqual(told);
});
