import type { RunEvent } from '../../scripts/report/event';
import { waitingLine } from '../../scripts/report/waiting-line';

const look = (more: object): Extract<RunEvent, { code: 'STEP_LOOK' }> => ({
  code: 'STEP_LOOK',
  cluster: 'orders',
  step: 'await-green',
  section: '3.3–3.4',
  title: 'x',
  progress: { what: 'built', completed: 1, total: 3, running: ['DB_ENGINE_VERSION_UPGRADE'] },
  elapsedSeconds: 1440,
  expected: '30 to 60 minutes, several hours for a large cluster',
  nextLookSeconds: 30,
  ...more,
});

test.each([
  [
    140,
    '… 3.3–3.4 await-green   ████░░░░░░░░ 1 of 3 tasks, DB_ENGINE_VERSION_UPGRADE · 24 min 5 s · usually 30 to 60 minutes · next check in 25 s',
  ],
  [100, '… 3.3–3.4 await-green   ████░░░░░░░░ 1 of 3 tasks, DB_ENGINE_VERSION_UPGRADE · 24 min 5 s'],
  [40, '… 3.3–3.4 await-green   ████░░░░░░░░ 2…'],
  [10, '… 3.3–3.…'],
])('in %i columns', (columns, line) => {
  const drawn = waitingLine(look({}), { seconds: 5, pace: 1 }, columns);
  expect(drawn).toBe(line);
  expect(drawn.length).toBeLessThan(columns);
});

test.each([
  [{ what: 'snapshot', name: 'before', percent: 50 }, '██████░░░░░░ the snapshot before (50 %)'],
  [{ what: 'gone', names: ['orders-old1'] }, 'orders-old1 to be deleted'],
  [{ what: 'switchover', status: 'SWITCHOVER_IN_PROGRESS', completed: 0, total: 0 }, '░░░░░░░░░░░░ the switchover'],
])('a bar where RDS says how much is done: %j', (progress, text) => {
  expect(waitingLine(look({ progress }), { seconds: 0, pace: 1 }, 200)).toContain(`await-green   ${text}`);
});

test('on a fast clock the next look is always there, and is not told', () => {
  expect(waitingLine(look({}), { seconds: 0, pace: 600 }, 200)).not.toContain('next check');
});
