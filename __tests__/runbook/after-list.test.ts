import type { DatabaseLook } from '../../scripts/database/answers';
import { afterListStep } from '../../scripts/runbook/upgrade/after-list';
import type { Facts } from '../../scripts/view/view';
import { looked } from '../support/looked';
import { scenario } from '../support/scenario';
import { arn, cluster, instance, now, type Setting, secondsAgo, viewOf } from '../support/view-of';

const old = {
  cluster: cluster({
    identifier: 'orders-old1',
    endpoint: 'orders-old1.example',
    settings: { port: 5432, master_username: 'postgres' },
  }),
  instances: [instance('orders-1-old1')],
};
const counted = (connections: number): Facts['clientsOnOld'] => ({
  kind: 'seen',
  value: [{ instance: 'orders-1-old1', at: secondsAgo(120), connections }],
});
const billing = { role: 'app', application: 'billing', address: '10.0.1.7', database: 'shop', sessions: 3, hidden: 0 };
const noRoute: DatabaseLook = { kind: 'not-checked', reason: 'No route.', remedy: 'Open it.' };
const to = { to: '17.4' };

function switched(facts: Partial<Facts> = {}, setting: Setting = {}) {
  return viewOf({
    running: '17.4',
    code: { engineVersion: '17.4' },
    finished: { source: arn('orders-old1'), target: arn('orders'), origin: { fromVersion: '15.6', toVersion: '17.4' } },
    facts: {
      old,
      clientsOnOld: counted(0),
      oldData: looked('old', {}, to),
      dataAfter: looked('after', {}, to),
      ...facts,
    },
    ...setting,
  });
}

const rows: [shows: string, facts: Partial<Facts>, because: RegExp, told: [RegExp, RegExp][]][] = [
  ['nothing, where all is done', {}, /^nothing is left to do$/, []],
  [
    'who is still on old, beside the number of CloudWatch',
    { oldData: looked('old', { PG_OLD_CLIENTS: { rows: [billing] } }), clientsOnOld: counted(3) },
    /^1 thing left to do/,
    [
      [
        /^3 client sessions still on the old cluster.*: 3 of app \(billing\) from 10\.0\.1\.7 in shop\. CloudWatch counts connections: orders-1-old1 3 \(00:58Z\)\.$/,
        /^Restart/,
      ],
    ],
  ],
  [
    'only that there are some, where old cannot be asked',
    { oldData: noRoute, clientsOnOld: counted(2) },
    /^1 thing left/,
    [[/^2 clients still on orders-old1, .*orders-1-old1 2/, /pg_stat_activity/]],
  ],
  ['nobody, where CloudWatch is behind the database', { clientsOnOld: counted(5) }, /^nothing is left to do$/, []],
  [
    'what the databases need, as commands',
    {
      dataAfter: looked(
        'after',
        {
          PG_REFRESH: { rows: [{ name: 'public.totals', stale: true, total: 1 }] },
          PG_EXT_UPDATE: { rows: [{ name: 'pg_trgm', installed: '1.5', latest: '1.6', total: 1 }] },
          PG_ANALYZE: { rows: [{ name: 'public.big', total: 1 }] },
          PG_SWITCH_ON: { rows: [{ kind: 'job', name: '7', total: 1 }] },
          PG_CONNECT_ANEW: { rows: [{ kind: 'role', name: 'debezium', total: 1 }] },
        },
        to,
      ),
    },
    /^5 things left to do \(see below\)$/,
    [
      [/1 large table has no statistics/, /\\connect app\nANALYZE;/],
      [/1 materialized view/, /REFRESH MATERIALIZED VIEW public\.totals;/],
      [/pg_trgm 1\.5 → 1\.6/, /ALTER EXTENSION pg_trgm UPDATE;/],
      [/job 7 of pg_cron/, /cron\.alter_job\(7, active := true\)/],
      [/debezium may replicate/, /new snapshot/],
    ],
  ],
  [
    'that nobody looked, and why',
    { dataAfter: noRoute },
    /^what the databases need was not looked at: No route\.$/,
    [],
  ],
];

test.each(rows)('after a switchover a run tells %s', (_, facts, because, told) => {
  const assessment = afterListStep.assess(switched(facts));
  if (assessment.state !== 'done') throw new Error(assessment.state);
  expect(assessment.because).toMatch(because);
  const texts = (assessment.warnings ?? []).map(({ message, remedy, details = [] }) => [
    message,
    [remedy, ...details].join('\n'),
  ]);
  expect(texts).toEqual(
    told.map(([message, remedy]) => [expect.stringMatching(message), expect.stringMatching(remedy)]),
  );
});

test('whoever has just switched over looks again when three minutes have passed, and not where no database is', () => {
  const memory = { switchingAt: secondsAgo(60) };
  expect(afterListStep.assess(switched({}, { memory }))).toMatchObject({
    state: 'wait',
    for: { what: 'clients', until: now + 120_000 },
  });
  const none: DatabaseLook = { kind: 'no-database' };
  expect(afterListStep.assess(switched({ dataAfter: none, oldData: none }, { memory }))).toMatchObject({
    state: 'done',
  });
});

test('before a switchover, without its record, and for a status it reads nothing', () => {
  expect(afterListStep.needs(viewOf({ underway: {} }))).toEqual([]);
  expect(afterListStep.needs(viewOf({ running: '15.10' }))).toEqual([]);
  expect(afterListStep.needs(switched({}, { request: { glance: true } }))).toEqual([]);
});

test('a whole upgrade tells it once, and ends well all the same', async () => {
  const it = await scenario();
  await it.upgrade({
    data: looked('switchover'),
    request: { acceptUnchecked: true },
    elsewhere: (when) => looked(when, when === 'old' ? { PG_OLD_CLIENTS: { rows: [billing] } } : {}),
  });
  const told = it.events.filter((event) => event.code === 'WARNING' && event.id === 'PG_OLD_CLIENTS');
  expect(told).toHaveLength(1);
  expect(it.events).toContainEqual(expect.objectContaining({ code: 'STEP_WAIT', step: 'after-list' }));
  expect(it.events).toContainEqual(expect.objectContaining({ code: 'STEP_DONE', step: 'prove-plan' }));
});
