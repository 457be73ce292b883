import { duration } from '../../scripts/report/duration';
import type { RunEvent } from '../../scripts/report/event';
import { humanReport } from '../../scripts/report/human';
import { ndjsonReport } from '../../scripts/report/ndjson';
import { render } from '../../scripts/report/render';
import { table } from '../../scripts/text/table';

const target = {
  code: 'TARGET',
  format: 1,
  description: 'embedded RDS at 127.0.0.1:5440',
  embedded: true,
  account: '123456789012',
  region: 'eu-west-1',
  caller: 'arn',
  run: '3f9a01c2',
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

describe('nothing from outside steers a terminal', () => {
  const evil = 'a\u001b[2Jb\u009b31mc\rd\u202ee\u0007';
  const events: RunEvent[] = [
    { code: 'RDS_EVENT', cluster: evil, at: '2026-01-01T00:00:00Z', source: evil, message: `${evil}\nforged` },
    { code: 'ERROR', error: 'RDS_REFUSED', message: evil, remedy: evil },
    { code: 'WARNING', id: 'RDS_REFUSED', message: evil, remedy: evil },
    { code: 'TABLE', title: evil, columns: ['A'], rows: [[`${evil}\nforged`]] },
    { code: 'STEP_ACT', cluster: evil, step: 'x', title: 'x', will: [evil] },
    {
      code: 'STEP_WAIT',
      cluster: 'x',
      step: 'x',
      title: 'x',
      progress: { what: 'gone', names: [evil] },
      elapsedSeconds: 1,
      heartbeat: false,
    },
    { code: 'NEXT_COMMANDS', cluster: 'x', title: evil, commands: [evil] },
    { code: 'DOCUMENT', text: evil },
    { code: 'NOTE', message: evil },
  ];

  test.each(events)('$code', (event) => {
    for (const form of ['human', 'json'] as const) {
      const { out, err, result, progress } = sinks();
      (form === 'human' ? humanReport(result, progress) : ndjsonReport(result))(event);
      const said = [...out, ...err].join('').trim();
      expect(said).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
      expect(said).not.toMatch(/^forged/m);
      if (form === 'json') expect(JSON.parse(said)).toMatchObject(event);
    }
  });

  test('lines, tabs and the line ends of a patch stay', () => {
    const { out, result, progress } = sinks();
    humanReport(result, progress)({ code: 'DOCUMENT', text: '-\ta\r\n+\tb\r\n c' });
    expect(out.join('')).toBe('-\ta\r\n+\tb\r\n c\n');
  });
});

test.each([
  [undefined, 'Not AWS: embedded RDS at 127.0.0.1:5440 · account 123456789012 · eu-west-1'],
  [
    240,
    "  Its clock runs 240 times as fast as real time; RDS's times below, and those that you give, are on that clock.",
  ],
  [0, "  Its clock stands still until it is moved; RDS's times below, and those that you give, are on that clock."],
  [
    Number.POSITIVE_INFINITY,
    "  Its clock jumps over every wait; RDS's times below, and those that you give, are on that clock.",
  ],
])('whose clock the times are of: pace %s', (pace, last) => {
  const lines = render({ ...target, ...(pace === undefined ? {} : { pace }) }).split('\n');
  expect(lines.at(-1)).toBe(last);
});
