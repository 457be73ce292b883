import type { DatabaseLook } from '../../scripts/database/answers';
import { questionsFor } from '../../scripts/preflight/data-verdict';
import { lossTags } from '../../scripts/preflight/kept-losses';
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

describe('what the switchover lost or brought back', () => {
  type Found = Partial<
    Record<'PG_GLOBALS' | 'PG_OBJECTS' | 'PG_SCHEMA', [kind: string, name: string, same?: string, marks?: string][]>
  >;
  const rowsOf = (found: Found) =>
    Object.fromEntries(
      Object.entries(found).map(([id, all]) => [
        id,
        {
          rows: all.map(([kind, name, same = '', marks = '']) => ({
            kind,
            objects: JSON.stringify([[name, same, '', marks]]),
          })),
        },
      ]),
    );
  /** As the last look before the switchover has it. */
  const tagsOf = (blue: Found, green: Found) => {
    const ends = {
      at: now,
      blue: looked('standing', rowsOf(blue)),
      green: looked('standing-green', rowsOf(green)),
      degraded: [],
    };
    return lossTags(viewOf({ underway: {}, facts: { standing: ends } }));
  };
  const listed = (blue: Found, production: Found, tags: Record<string, string>) => {
    const hasLost = true;
    const finished = {
      source: arn('orders-old1'),
      target: arn('orders'),
      origin: { fromVersion: '15.6', toVersion: '17.4' },
      tags,
    };
    const view = switched(
      {
        oldData: looked('old', rowsOf(blue), { ...to, hasLost }),
        dataAfter: looked('after', rowsOf(production), { ...to, hasLost }),
      },
      { finished },
    );
    const assessment = afterListStep.assess(view);
    if (assessment.state !== 'done') throw new Error(assessment.state);
    return assessment;
  };
  const told = (...args: Parameters<typeof listed>) => (listed(...args).warnings ?? []).map(({ message }) => message);

  const blue: Found = {
    PG_GLOBALS: [
      ['login', 'clerk'],
      ['role', 'clerk', 'a'],
      ['membership', 'clerk in team', 'a'],
      ['membership', 'app in team', 'a'],
      ['setting', 'work_mem of app', 'a'],
    ],
    PG_OBJECTS: [['privileges', 'on table public.t', 'a']],
  };
  const green: Found = {
    PG_GLOBALS: [
      ['setting', 'work_mem of app', 'b'],
      ['login', 'gone'],
    ],
  };
  const lost = [
    'No login for clerk, which the old cluster has: they did not replicate, and cannot log in.',
    'Lost with the switchover, because it does not replicate: membership app in team (only the old cluster has it), setting work_mem of app (different).',
    'Came back with the switchover: login gone. It had been taken away while green stood.',
    'Lost with the switchover, because it does not replicate: privileges on table public.t of app (only the old cluster has it).',
  ];

  test('is left to do, each with what to do about it, and holds nothing up', () => {
    const assessment = listed(blue, green, tagsOf(blue, green));
    expect(assessment).toMatchObject({ because: '4 things left to do (see below)', attention: true });
    expect(told(blue, green, tagsOf(blue, green))).toEqual(lost);
    expect(assessment.warnings?.map(({ remedy }) => remedy)).toEqual([
      expect.stringMatching(/^Create them on production/),
      expect.stringMatching(/^Do it again on production/),
      expect.stringMatching(/^Take it away again/),
      expect.stringMatching(/^Do it again on production/),
    ]);
  });

  test('is quiet once it is done', () => {
    expect(told(blue, blue, tagsOf(blue, green))).toEqual([]);
  });

  test('is not what people change on production afterwards', () => {
    const later: Found = {
      PG_GLOBALS: [...blue.PG_GLOBALS!.slice(0, -1), ['setting', 'work_mem of app', 'c'], ['role', 'new', 'a']],
      PG_OBJECTS: [['privileges', 'on table public.t', 'z']],
    };
    expect(told(blue, later, tagsOf({ PG_GLOBALS: [['role', 'x']] }, {}))).toEqual([]);
    expect(told(blue, later, {})).toEqual([]);
  });

  test('is also a dropped table that came back, and no table that is made afterwards', () => {
    const [before, both]: Found[] = [{ PG_SCHEMA: [['table', 'public.gone', 'a']] }, { PG_SCHEMA: [] }];
    const later: Found = {
      PG_SCHEMA: [...before!.PG_SCHEMA!, ['table', 'public.later', 'a'] as [string, string, string]],
    };
    expect(told(both!, later, tagsOf(both!, before!))).toEqual([
      'Came back with the switchover: table public.gone of app. It had been taken away while green stood.',
    ]);
    const many: Found = { PG_GLOBALS: Array.from({ length: 60 }, (_, index) => ['role', `r${index}`, 'a']) };
    expect(told(both!, later, tagsOf(many, {}))).toEqual([]);
  });

  test('is not whether rows differ, which nothing tells afterwards', () => {
    const of = (marks: string): Found => ({ PG_SCHEMA: [['table', 'public.z', 'a', marks]] });
    expect(tagsOf(of('rtm'), of('t'))).toEqual({});
    // The old cluster is what it was, and its catalogs too.
    expect(
      told(
        of('rtm'),
        of(''),
        tagsOf({ PG_SCHEMA: [['table', 'public.z', 'a']] }, { PG_SCHEMA: [['table', 'public.z', 'b']] }),
      ),
    ).toEqual([]);
  });

  test('of more than a tag holds, whatever the old cluster has otherwise', () => {
    const many: Found = { PG_GLOBALS: Array.from({ length: 60 }, (_, index) => ['role', `r${index}`, 'a']) };
    const tags = tagsOf(many, {});
    expect(Object.values(tags).join('').length).toBeLessThanOrEqual(256);
    expect(listed(many, { PG_GLOBALS: [['role', 'new', 'a']] }, tags).warnings?.[0]?.details).toHaveLength(60);
  });

  test('takes no room that a deployment does not have', () => {
    const standing = {
      at: now,
      blue: looked('standing', rowsOf(blue)),
      green: looked('standing-green', rowsOf(green)),
      degraded: [],
    };
    const of = (count: number, more = {}) => {
      const others = Object.fromEntries(Array.from({ length: count }, (_, index) => [`other-${index}`, '']));
      return Object.values(lossTags(viewOf({ underway: { tags: { ...others, ...more } }, facts: { standing } })));
    };
    expect([of(45).length, of(46).length]).toEqual([1, 0]);
    // Of an earlier attempt.
    expect(of(46, tagsOf(blue, {}))).toEqual(of(0));
  });

  test('is asked only where there was any, and of both', () => {
    const ids = (tags: Record<string, string>, when: 'old' | 'after') => {
      const { cluster: once, each } = questionsFor(switched({}, { finished: { tags } }), when);
      return [...once, ...each].map(({ id }) => id).filter((id) => /PG_(GLOBALS|OBJECTS|SCHEMA)/.test(id));
    };
    for (const when of ['old', 'after'] as const) {
      expect(ids({}, when)).toEqual([]);
      expect(ids(tagsOf(blue, green), when)).toEqual(['PG_GLOBALS', 'PG_OBJECTS', 'PG_SCHEMA']);
    }
  });

  test('that cannot be compared is said', () => {
    const finished = { origin: { fromVersion: '15.6', toVersion: '17.4' }, tags: tagsOf(blue, green) };
    const assessment = afterListStep.assess(
      switched({ oldData: noRoute, dataAfter: looked('after', {}, { ...to, hasLost: true }) }, { finished }),
    );
    expect(assessment).toMatchObject({ because: expect.stringMatching(/not looked at: No route\./) });
  });

  test('a whole upgrade writes it down before the switchover, and tells it afterwards', async () => {
    const it = await scenario();
    const hasLost = true;
    await it.upgrade({
      data: looked('switchover'),
      request: { acceptUnchecked: true },
      standing: (_, when) => looked(when, when === 'standing' ? rowsOf({ PG_GLOBALS: [['role', 'team']] }) : {}),
      elsewhere: (when) => looked(when, when === 'old' ? rowsOf({ PG_GLOBALS: [['role', 'team']] }) : {}, { hasLost }),
    });
    expect(it.events).toContainEqual(
      expect.objectContaining({
        code: 'WARNING',
        id: 'PG_GLOBALS',
        message: expect.stringMatching(/^Lost with the switchover/),
      }),
    );
  });
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
