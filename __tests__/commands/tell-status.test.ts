import type { Status } from '../../scripts/commands/status/status-of';
import { tellStatus } from '../../scripts/commands/status/tell-status';
import type { RunEvent } from '../../scripts/report/event';
import { humanReport } from '../../scripts/report/human';

const at = Date.parse('2026-11-30T10:00:00Z');
const target: RunEvent = {
  code: 'TARGET',
  format: 1,
  description: 'AWS',
  embedded: false,
  account: '123456789012',
  region: 'ap-northeast-1',
  caller: 'arn',
  run: 'x',
};

function status(cluster: string, more: Partial<Status>): Status {
  return { code: 'STATUS', cluster, stack: 'production', inCode: '15.10', running: '15.10', phase: 'current', ...more };
}

const switched = (hoursAgo: number): Partial<Status> => ({
  phase: 'switched',
  deployment: {
    identifier: 'bgd-1',
    status: 'SWITCHOVER_COMPLETED',
    from: '15.6',
    to: '15.10',
    since: new Date(at - hoursAgo * 3_600_000).toISOString(),
  },
  cleanup: 'npm run cleanup -- orders',
  cleanupFrom: new Date(at + (24 - hoursAgo) * 3_600_000).toISOString(),
});

/** On a terminal of 100 columns, in rows of it. */
function rows(all: Status[]): string[] {
  let text = '';
  const sink = { write: (each: string) => (text += each), columns: 100 };
  const report = humanReport(sink, sink);
  report(target);
  tellStatus(
    all.map((each) => ({ status: each, at })),
    report,
  );
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line) => line.match(/.{1,100}/g) ?? ['']);
}

/** Without the line breaks of the terminal. */
const sentences = (all: Status[]) => rows(all).join(' ').replace(/\s+/g, ' ');

const soon = status('orders', switched(3));
const due = status('orders', switched(30));

test('when each was switched over, and when cleanup becomes possible', () => {
  expect(sentences([soon])).toMatch(
    /orders .* to 15\.10, switched over 2026-11-30 07:00Z wait.*switched over 2026-11-30 07:00Z, 3 h ago; .* from 2026-12-01 07:00Z on: npm run cleanup -- orders/,
  );
  expect(sentences([due])).toMatch(/ cleanup[^n]*orders: switched over .*30 h ago; .* can be removed now: npm run/);
});

test('also where something else comes first', () => {
  const next = { step: 'reconcile-code', state: 'act', text: 'Next: write it.' };
  expect(rows([{ ...due, next }]).join('')).toMatch(
    /orders: Switched over 2026-11-29 04:00Z, cleanup from 2026-11-30 04:00Z on\. Next: write it\./,
  );
});

test('ten clusters, each with something to say, fit one screen of 100 × 40', () => {
  const refused = { step: 'check-source', state: 'refuse', text: 'It cannot be done, for many reasons. '.repeat(20) };
  const all = Array.from({ length: 10 }, (_, index) => {
    const name = `orders-of-the-shop-cluster-${index}`;
    return index % 2 === 0
      ? status(name, { ...switched(index * 6) })
      : status(name, { phase: 'before', next: refused });
  });
  const screen = rows(all);
  expect(screen.length).toBeLessThanOrEqual(37);
  expect(screen.filter((row) => row.startsWith('orders-of')).length).toBe(20);
});

test('an upgrade under way tells what its data checks said when the deployment was created', () => {
  const underway: Partial<Status> = {
    phase: 'underway',
    preflight: '2026-11-30T08:00:00.000Z 30 passed / 2 warnings / 0 not checked',
    next: { step: 'switchover', state: 'act', text: 'Next: switch over. Run: npm run upgrade -- orders' },
  };
  expect(sentences([status('orders', underway)])).toContain(
    'orders: Checks of its data before green was created: 2026-11-30T08:00:00.000Z 30 passed / 2 warnings / 0 not checked. Next: switch over. Run: npm run upgrade -- orders',
  );
});

test('what is left to do on the day after a switchover is told below it, with its commands', () => {
  const left = [
    {
      id: 'PG_REFRESH' as const,
      message: '1 materialized view to refresh.',
      remedy: 'Refresh it:\nREFRESH MATERIALIZED VIEW v;',
    },
  ];
  expect(rows([status('orders', { ...switched(2), left })]).slice(-3)).toEqual([
    '! 1 materialized view to refresh.',
    '  Refresh it:',
    '  REFRESH MATERIALIZED VIEW v;',
  ]);
});
