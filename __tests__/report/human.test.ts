import type { RunEvent } from '../../scripts/report/event';
import { humanReport } from '../../scripts/report/human';
import { LiveLine } from '../../scripts/report/live-line';
import { ndjsonReport } from '../../scripts/report/ndjson';

const cluster = 'orders';
const step = { cluster, step: 'await-green', section: '3.3', title: 'x' };
const target: RunEvent = {
  code: 'TARGET',
  format: 1,
  description: 'AWS',
  embedded: false,
  account: '123456789012',
  region: 'eu-west-1',
  caller: 'arn',
  run: 'x',
};
const announced = (phase: string): RunEvent => ({
  code: 'CLUSTER',
  cluster,
  stack: 'shop',
  running: '15.6',
  target: '15.10',
  inCode: '15.10',
  phase,
});
const done: RunEvent = { code: 'STEP_DONE', ...step, because: 'all well' };
const seen = { ...step, progress: { what: 'gone' as const, names: ['a'] }, elapsedSeconds: 60 };
const look: RunEvent = { code: 'STEP_LOOK', ...seen, nextLookSeconds: 30 };
const wait: RunEvent = { code: 'STEP_WAIT', ...seen, heartbeat: false };
const nothing: RunEvent = { code: 'RESULT', cluster, outcome: 'nothing', message: 'nothing to do', where: 'AWS' };
const result: RunEvent = { code: 'RESULT', cluster, outcome: 'no-changes', message: 'runs 15.10' };

/** What is on the screen, of both streams in their order. */
function told(events: RunEvent[], { live = false, verbose = false } = {}): string {
  let all = '';
  const sink = { write: (text: string) => (all += text), columns: 100, on: () => {} };
  const line = live ? new LiveLine(sink) : undefined;
  const report = humanReport(sink, sink, { live: line, verbose, now: () => Date.parse('2026-01-01T04:05:06Z') });
  for (const event of events) report(event);
  line?.clear();
  return all;
}

test('where nobody watches a terminal, each line of a step begins with the time of day', () => {
  const text = told([target, announced('before'), wait, look, done]);
  expect(text).toMatch(/^04:05:06Z … 3\.3 +await-green +waiting for a to be deleted \(1 min\)$/m);
  expect(text).toMatch(/^04:05:06Z ✔ 3\.3/m);
  expect(text.match(/waiting/g)).toHaveLength(1);
  expect(text).not.toContain('\u001b[J');
});

test('in a terminal a wait is one line, which what follows takes away', () => {
  const text = told([target, announced('before'), wait, look, done], { live: true });
  expect(text).not.toContain('waiting for');
  expect(text.split('\r').at(-1)).toMatch(/^.\[J✔ 3\.3/);
  expect(text).toContain('a to be deleted · 1 min');
  expect(text.split('\n').filter((line) => /04:05/.test(line))).toEqual([]);
});

test.each([false, true])(
  'what was looked at is told before a question, and the question by the terminal (live: %s)',
  (live) => {
    const asked: RunEvent = { code: 'QUESTION', cluster, question: 'Remove orders-old1?' };
    const text = told([target, announced('current'), done, asked], { live });
    expect(text).toMatch(/AWS · account[\s\S]*all well/);
    expect(text).not.toContain('Remove');
  },
);

describe('nothing to do is one line', () => {
  const looks: RunEvent[] = [
    target,
    announced('current'),
    done,
    { code: 'STEP_ACT', ...step, will: ['x'], idle: true },
  ];

  test('which says on whose RDS', () => expect(told([...looks, nothing])).toBe('orders: nothing to do (AWS)\n'));

  test('also of a cluster that was switched over before: only what came of its proof is told', () => {
    const { code: _, ...at } = done;
    const proof: RunEvent = { ...at, code: 'STEP_DONE', because: 'the plan waits', attention: true } as RunEvent;
    const text = told([target, announced('switched'), done, proof, result]);
    expect(text).toContain('the plan waits');
    expect(text).not.toContain('all well');
  });

  test('where only the plan is not proven, that is told, and not each step that had nothing to do', () => {
    const proof: RunEvent = {
      ...(done as Extract<RunEvent, { code: 'STEP_DONE' }>),
      because: 'Not verified',
      attention: true,
    };
    const text = told([...looks, proof, { ...nothing, outcome: 'not-proven', message: 'nothing to upgrade' }]);
    expect(text).toMatch(/AWS · account[\s\S]*Not verified[\s\S]*orders: nothing to upgrade/);
    expect(text).not.toContain('all well');
  });

  test('and what was looked at is told where there is work after all', () => {
    const text = told([...looks, { code: 'STEP_ACT', ...step, will: ['write it'] }, result]);
    expect(text).toMatch(/AWS · account[\s\S]*stack shop[\s\S]*all well[\s\S]*write it[\s\S]*runs 15\.10/);
  });

  test('of one cluster, and the next one says whose RDS it is', () => {
    const text = told([target, announced('current'), done, nothing, announced('before'), done, result]);
    expect(text).toMatch(/^orders: nothing to do \(AWS\)\nAWS · account[\s\S]*all well[\s\S]*runs 15\.10\n$/);
  });
});

test('a result has at most twelve lines, and the commands by hand need --verbose', () => {
  const byHand: RunEvent = { code: 'NEXT_COMMANDS', cluster, title: 'By hand:', commands: ['aws rds …'] };
  const full: RunEvent = {
    ...(result as Extract<RunEvent, { code: 'RESULT' }>),
    writesStoppedSeconds: 58,
    costs: ['orders-old1 and its 2 instances'],
    next: 'npm run cleanup -- orders',
    nextFrom: '2026-01-02T04:05:06.000Z',
    where: 'AWS, account 123456789012',
  };
  expect(told([byHand, full]).trim()).toBe(
    [
      'orders: runs 15.10',
      "  writes  stopped for at most 58 s, according to RDS's events",
      '  costs   orders-old1 and its 2 instances',
      '  next    npm run cleanup -- orders (from 2026-01-02 04:05Z on)',
      '  on      AWS, account 123456789012',
    ].join('\n'),
  );
  expect(told([byHand, full], { verbose: true })).toContain('aws rds …');
});

test('the whole of a list needs --verbose', () => {
  const warning: RunEvent = {
    code: 'WARNING',
    cluster,
    id: 'API_DEFAULTS',
    message: 'Two defaults change.',
    remedy: 'Set them.',
    details: ['jit 1 → 0', 'work_mem 4 → 8'],
  };
  expect(told([warning])).not.toContain('jit');
  expect(told([warning], { verbose: true })).toContain('Set them.\n  jit 1 → 0\n  work_mem 4 → 8\n');
});

test('in a plan what is refused, and what is not reached, look so', () => {
  const text = told([
    { code: 'STEP_WILL', ...step, will: ['would do'] },
    { code: 'STEP_WILL', ...step, will: ['refused: no'], state: 'refused' },
    { code: 'STEP_WILL', ...step, will: ['later'], state: 'unreached' },
  ]);
  expect(text.split('\n').map((line) => line[0])).toEqual(['·', '✘', '-', undefined]);
});

test('of many results each takes two lines of the terminal', () => {
  const brief: RunEvent = {
    ...(result as Extract<RunEvent, { code: 'RESULT' }>),
    message: 'x'.repeat(500),
    brief: true,
  };
  expect(told([brief, brief])).toMatch(/^\norders: x{180,}…\norders: x{180,}…\n$/);
  expect(told([brief]).length).toBeLessThanOrEqual(202);
});

test('a table gives up columns that a narrow terminal cannot show', () => {
  const table = { code: 'TABLE' as const, title: '', columns: ['A', 'B', 'C'] };
  const rows = [['a'.repeat(60), 'b'.repeat(50), 'c']];
  expect(told([{ ...table, rows, dispensable: ['B'] }])).not.toContain('B');
  expect(told([{ ...table, rows }])).toContain('B');
});

test('NDJSON has each change of a wait, and not each look', () => {
  const lines: string[] = [];
  const report = ndjsonReport({ write: (text) => lines.push(text) });
  for (const event of [look, wait]) report(event);
  expect(lines).toHaveLength(1);
});

describe('a list that a message cuts short', () => {
  const all = Array.from({ length: 21 }, (_, index) => `role r${index} (only on production)`);
  const message = `Green does not have what production has: ${all.slice(0, 5).join(', ')} and 16 more.`;
  const cut: [string, (details: string[]) => RunEvent][] = [
    [
      'a warning',
      (details) => ({ code: 'WARNING', cluster, id: 'PG_GLOBALS', message, remedy: 'Do the same.', details }),
    ],
    ['an error', (details) => ({ code: 'ERROR', error: 'PG_SCHEMA', message, remedy: 'Build it again.', details })],
    ['a plan that refuses', (details) => ({ code: 'STEP_WILL', ...step, will: [`refused: ${message}`], details })],
    [
      'a finding',
      (details) => ({
        code: 'FINDING',
        cluster,
        id: 'PG_NOPK',
        severity: 'block',
        message,
        remedy: 'Add one.',
        details,
      }),
    ],
  ];

  test.each(cut)('%s: says how to see it, and is whole with --verbose and --json', (_, event) => {
    const brief = told([event(all)]);
    expect(brief).toContain('All of them (21): --verbose');
    expect(brief).not.toContain(all[20]);
    const verbose = told([event(all)], { verbose: true });
    for (const line of all) expect(verbose).toContain(line);
    expect(verbose).not.toContain('--verbose');
    let json = '';
    ndjsonReport({ write: (text: string) => (json += text) })(event(all));
    expect(JSON.parse(json).details).toEqual(all);
  });

  test('that is whole in its message has no more', () => {
    const two = {
      code: 'WARNING',
      cluster,
      id: 'PG_GLOBALS',
      message: 'Lost: a, b.',
      remedy: 'Do it.',
      details: ['a', 'b'],
    };
    expect(told([two as RunEvent])).not.toContain('--verbose');
  });

  test('is printed up to a thousand lines', () => {
    const many = Array.from({ length: 1_500 }, (_, index) => `line-${index}.`);
    const text = told([cut[0]![1](many)], { verbose: true });
    expect(text).toContain('line-999.');
    expect(text).not.toContain('line-1000.');
    expect(text).toContain('and 500 more: --json has them all');
  });
});
