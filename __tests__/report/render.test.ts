import { duration, humanReport } from '../../scripts/report/human';
import { ndjsonReport } from '../../scripts/report/ndjson';
import { table } from '../../scripts/text/table';

const target = {
  code: 'TARGET',
  format: 1,
  description: 'embedded RDS at 127.0.0.1:5440',
  embedded: true,
  account: '123456789012',
  region: 'eu-west-1',
  caller: 'arn',
} as const;

function sinks() {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out,
    err,
    result: { write: (text: string) => out.push(text) },
    progress: { write: (text: string) => err.push(text) },
  };
}

test('results go to stdout, progress to stderr, and a plan is a result', () => {
  const { out, err, result, progress } = sinks();
  const report = humanReport(result, progress);
  const step = { cluster: 'orders', step: 'check-source', section: '1', title: 'Check' };
  report(target);
  report({ code: 'STEP_DONE', ...step, because: 'all well' });
  report({ code: 'STEP_DONE', ...step, because: 'planned', plan: true });
  report({ code: 'RESULT', cluster: 'orders', outcome: 'done', message: 'runs 15.10' });
  expect(out.join('')).toMatch(/Not AWS: embedded RDS[\s\S]*planned[\s\S]*orders.*: runs 15\.10/);
  expect(err.join('')).toMatch(/check-source +.*all well/);
});

test('NDJSON: one object a line, time first', () => {
  const { out, result } = sinks();
  ndjsonReport(result, () => 0)(target);
  expect(out).toEqual([`${JSON.stringify({ time: '1970-01-01T00:00:00.000Z', ...target })}\n`]);
});

test.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [60, '1 min'],
  [750, '12 min 30 s'],
  [7500, '2 h 05 min'],
])('%s seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text));

test('a table has columns of one width and no trailing blanks', () => {
  expect(
    table(
      ['A', 'LONGER'],
      [
        ['wide cell', 'b'],
        ['c', ''],
      ],
    ),
  ).toBe(['A          LONGER', '─────────  ──────', 'wide cell  b', 'c'].join('\n'));
});
