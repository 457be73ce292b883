import { EngineVersion } from '../../constructs/engine-version';
import type { AskedAt, DatabaseLook, Row } from '../../scripts/database/answers';
import { questionsOf } from '../../scripts/preflight/sql/catalogues';
import { plan } from '../../scripts/runbook/dry-run';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { region } from '../support/created-cluster';
import { type Scenario, scenario } from '../support/scenario';

const context = {
  from: EngineVersion.parse('aurora-postgresql', '15.6'),
  to: EngineVersion.parse('aurora-postgresql', '15.10'),
  target: {},
  instances: { count: 2, class: 'db.r6g.large' },
};

/** Answers every question of a look with no row, but for what is given. */
function answered(
  of: 'production' | 'green',
  rows: Record<string, Row[]> = {},
  when: AskedAt = of === 'green' ? 'standing-green' : 'standing',
): DatabaseLook {
  const { cluster, each } = questionsOf(context, when);
  const all = (questions: { id: string }[]) =>
    Object.fromEntries(questions.map(({ id }) => [id, { rows: rows[id] ?? [] }]));
  return {
    kind: 'answered',
    answers: { via: 'a test', at: 0, databases: ['shop'], cluster: all(cluster), each: { shop: all(each) } },
  };
}

const open: Row = {
  pid: 4711,
  role: 'batch',
  database: 'shop',
  state: 'idle in transaction',
  application: '',
  seconds: 600,
  hidden: 0,
  total: 1,
};
const table = (name: string): Row[] => [{ kind: 'table', objects: JSON.stringify([[name, '1', '']]) }];

test('a transaction that holds the creation up is named, once, and the run goes on; nothing else is asked until green is built', async () => {
  const it = await scenario();
  const asked: [AskedAt, boolean][] = [];
  const standing = (of: 'production' | 'green', when: AskedAt) => {
    const [deployment] = Object.values(it.rds.world.regions[region]!.deployments);
    asked.push([when, deployment?.status === 'AVAILABLE']);
    return answered(of, of === 'production' ? { PG_LONGTX: [open] } : {}, when);
  };
  await it.upgrade({ standing });
  const ofBlue = asked.filter(([when]) => when !== 'standing-green');
  expect(new Set(ofBlue.map(([when, isBuilt]) => `${when} ${isBuilt}`))).toEqual(
    new Set(['building false', 'standing true']),
  );
  const { cluster, each } = questionsOf(context, 'building');
  expect([cluster.map(({ id }) => id), each]).toEqual([['PG_LONGTX'], []]);
  const isBuilt = it.events.findIndex((event) => event.code === 'STEP_DONE' && event.step === 'await-green');
  const before = it.events.slice(0, isBuilt).flatMap((event) => ('id' in event ? [event.id] : []));
  expect(before).toContain('PG_LONGTX');
  expect(before).not.toContain('GREEN_UNWATCHED');
  const told = it.events.filter((event) => event.code === 'WARNING' && event.id === 'PG_LONGTX');
  expect(told).toMatchObject([
    { message: expect.stringMatching(/pid 4711 of batch.*they hold the creation of green up/) },
    { message: expect.stringMatching(/pid 4711 of batch.*a switchover is cancelled while they are open/) },
  ]);
});

test('a transaction of seconds is named as soon as RDS says that one holds the creation up, and not before', async () => {
  const young: Row = { ...open, seconds: 45 };
  const standing = (of: 'production' | 'green') => answered(of, of === 'production' ? { PG_LONGTX: [young] } : {});
  const nobody = (of: 'production' | 'green') => answered(of);
  const named = async (prepare: (it: Scenario) => void, look: (it: Scenario) => typeof standing = () => standing) => {
    const it = await scenario();
    prepare(it);
    await it.upgrade({ standing: look(it), steps: stepsUntil('green') });
    return it.events.flatMap((event) => (event.code === 'WARNING' && event.id === 'PG_LONGTX' ? [event.message] : []));
  };
  expect(await named(() => {})).toEqual([]);
  const stalls = ({ rds }: Scenario) =>
    rds.addFault({ kind: 'course', effect: 'provisioning-stalls', minutes: 30 } as never);
  // One that begins when green follows production already holds nothing up.
  const later = (it: Scenario) => (of: 'production' | 'green') => {
    const [deployment] = Object.values(it.rds.world.regions[region]!.deployments);
    const follows = deployment?.tasks.some(({ Name = '', Status }) => /REPLICA/.test(Name) && Status === 'COMPLETED');
    return (follows ? standing : nobody)(of);
  };
  expect(await named(stalls, later)).toEqual([]);
  expect(await named(stalls)).toEqual([
    expect.stringMatching(
      /^1 transaction open for more than 30 seconds \(shop: pid 4711 of batch.*hold the creation of green up/,
    ),
  ]);
});

test('a schema that differs ends the run with the command that builds green again; skipped, it goes on', async () => {
  const it = await scenario();
  await it.upgrade({ steps: stepsUntil('green') });
  const standing = (of: 'production' | 'green') =>
    answered(of, { PG_SCHEMA: of === 'green' ? [] : table('public.late') });
  await expect(it.upgrade({ standing })).rejects.toMatchObject({
    code: 'REPLICATION_DEGRADED',
    exitCode: 3,
    message: expect.stringContaining('table public.late of shop (only on production)'),
    remedy: expect.stringMatching(/ Read it \(aws rds describe-db-log-files .*\)\. .*--rebuild bgd-\w+/),
  });
  expect(it.rds.world.calls.SwitchoverBlueGreenDeployment).toBeUndefined();
  await it.upgrade({ standing, request: { skip: [{ id: 'PG_SCHEMA', reason: 'a partition' }] } });
  expect(it.rds.world.calls.SwitchoverBlueGreenDeployment).toBe(1);
});

test('of two findings that break it, both are named to be accepted', async () => {
  const it = await scenario();
  await it.upgrade({ steps: stepsUntil('green') });
  const rows: Record<string, Row[]> = {
    PG_REFRESHED: [{ name: 'public.totals', total: 1 }],
    PG_SCHEMA: table('public.late'),
  };
  const standing = (of: 'production' | 'green') => answered(of, of === 'green' ? {} : rows);
  const error = (await it.upgrade({ standing }).catch((thrown: unknown) => thrown)) as { remedy: string };
  expect(error.remedy).toMatch(/or accept these findings: --skip PG_REFRESHED --skip PG_SCHEMA --reason "…"/);
  const skip = [/PG_REFRESHED/, /PG_SCHEMA/].map(({ source }) => ({ id: source as 'PG_SCHEMA', reason: 'seen' }));
  await it.upgrade({ standing, request: { skip }, steps: stepsUntil('green') });
});

test('a list that is cut short is whole in the events, and in the refusal', async () => {
  const it = await scenario();
  await it.upgrade({ steps: stepsUntil('green') });
  const names = Array.from({ length: 21 }, (_, index) => `r${10 + index}`);
  const many = (kind: string): Row[] => [{ kind, objects: JSON.stringify(names.map((name) => [name, '1', ''])) }];
  const standing = (rows: Record<string, Row[]>) => (of: 'production' | 'green') =>
    answered(of, of === 'green' ? {} : rows);
  it.events.length = 0;
  await it.upgrade({ standing: standing({ PG_GLOBALS: many('role') }), steps: stepsUntil('green') });
  expect(it.events).toContainEqual(
    expect.objectContaining({
      code: 'WARNING',
      id: 'PG_GLOBALS',
      details: names.map((name) => `role ${name} (only on production)`),
    }),
  );
  await expect(it.upgrade({ standing: standing({ PG_SCHEMA: many('table') }) })).rejects.toMatchObject({
    code: 'REPLICATION_DEGRADED',
    details: names.map((name) => `table ${name} of shop (only on production)`),
  });
});

describe('what will refuse the switchover', () => {
  const foreign: Row = { name: 'debezium', plugin: 'pgoutput', database: 'shop', active: true, total: 1 };
  const closed: Row = { name: 'archive', invalid: false, template: false, replicates: true };
  const template: Row = { name: 'tenant', invalid: false, template: true, replicates: false };
  const warned = (it: Scenario) =>
    it.events.flatMap((event) =>
      event.code === 'WARNING' && /^PG_(SLOT|BADDB)/.test(event.id)
        ? [{ id: event.id, message: event.message, remedy: event.remedy }]
        : [],
    );
  const found = (rows: Record<string, Row[]>) => (of: 'production' | 'green') =>
    answered(of, of === 'green' ? {} : rows);

  test('is named, once, by the run that ends at green, and by --plan', async () => {
    const it = await scenario();
    const standing = found({ PG_SLOT: [foreign], PG_BADDB: [closed] });
    const view = await it.upgrade({ standing, steps: stepsUntil('green') });
    const refused = [
      {
        id: 'PG_SLOT',
        message: expect.stringMatching(/debezium \(Debezium.*As long as that is so, the switchover is refused\.$/),
        remedy: expect.stringMatching(/The script: .*preflight/),
      },
      { id: 'PG_BADDB', message: expect.stringMatching(/archive \(no connections\).*switchover is refused\.$/) },
    ];
    expect(warned(it)).toMatchObject(refused);
    it.events.length = 0;
    const sources = {
      ...(await it.sources()),
      databases: { look: async (_: unknown, when: AskedAt) => standing(when === 'standing' ? 'production' : 'green') },
    };
    await plan(
      { ...it.view(), request: view.request },
      stepsUntil('proven'),
      sources,
      (event) => void it.events.push(event),
    );
    expect(warned(it)).toMatchObject(refused);
  });

  test('stops the run where green lacks it for good, and who answered for it before the creation is not asked again', async () => {
    const it = await scenario();
    await it.upgrade({ steps: stepsUntil('green') });
    const standing = found({ PG_BADDB: [template] });
    const error = (await it.upgrade({ standing }).catch((thrown: unknown) => thrown)) as {
      code: string;
      remedy: string;
    };
    expect(error).toMatchObject({ code: 'REPLICATION_DEGRADED', exitCode: 3 });
    expect(error.remedy.match(/green again/g)).toHaveLength(1);
    expect(error.remedy).toMatch(/--skip PG_BADDB[^\n]*\nALTER DATABASE tenant IS_TEMPLATE false;$/);
    await it.upgrade({ standing, request: { skip: [{ id: 'PG_BADDB', reason: 'nobody writes there' }] } });
    expect(it.rds.world.calls.SwitchoverBlueGreenDeployment).toBe(1);
  });

  test('of a database without a slot says once how green is built again', async () => {
    const it = await scenario();
    await it.upgrade({ steps: stepsUntil('green') });
    const missing: Row = { database: 'late', slot: null, active: false, confirmed: null, behind: null, at: 1 };
    const error = (await it
      .upgrade({ standing: found({ PG_SLOT_STILL: [missing] }) })
      .catch((thrown: unknown) => thrown)) as {
      remedy: string;
    };
    expect(error.remedy.match(/green again|--rebuild/g)).toEqual(['green again', '--rebuild']);
  });
});

test('databases that cannot be asked are told as not watched, and that once', async () => {
  const it = await scenario();
  const standing = (): DatabaseLook => ({ kind: 'not-checked', reason: 'Nothing answers.', remedy: 'Open it.' });
  await it.upgrade({ standing });
  const told = it.events.filter((event) => event.code === 'WARNING' && event.id === 'GREEN_UNWATCHED');
  expect(told).toMatchObject([{ message: expect.stringContaining('Nothing answers.') }]);
});

test('a database that refuses is not watched, with what it says, and every question that is open', async () => {
  const it = await scenario();
  const standing = (of: 'production' | 'green', when: AskedAt): DatabaseLook => {
    const look = answered(of, {}, when);
    if (look.kind !== 'answered' || of === 'green') return look;
    const failed = 'It takes no more connections. Raise that limit.';
    const shop = Object.fromEntries(Object.keys(look.answers.each.shop ?? {}).map((id) => [id, { failed }]));
    return { ...look, answers: { ...look.answers, each: { shop } } };
  };
  await it.upgrade({ standing, steps: stepsUntil('green') });
  const told = it.events.flatMap((event) =>
    event.code === 'WARNING' && event.id === 'GREEN_UNWATCHED' ? [event] : [],
  );
  expect(told).toContainEqual(
    expect.objectContaining({
      message: expect.stringMatching(/in shop: It takes no more connections\. Raise that limit\. And \d more\./),
      remedy: expect.stringMatching(/^Repair that\./),
      details: expect.arrayContaining([expect.stringMatching(/^PG_OBJECTS in shop: It takes no more/)]),
    }),
  );
});

describe('an instance class that somebody has changed on green', () => {
  const changed = async () => {
    const it = await scenario();
    await it.upgrade({ steps: stepsUntil('green') });
    const { instances } = it.rds.world.regions[region]!;
    const green = Object.values(instances).find(({ identifier }) => identifier.includes('-green-'))!;
    green.settings.DBInstanceClass = 'db.r6g.4xlarge';
    return { it, green };
  };

  test('stops the run, which names it', async () => {
    const { it, green } = await changed();
    await expect(it.upgrade()).rejects.toMatchObject({
      code: 'GREEN_CHANGED',
      exitCode: 3,
      message: expect.stringMatching(
        /instance_class of \S+-green-\w+ is db\.r6g\.4xlarge, production has db\.r6g\.large/,
      ),
    });
    expect(green.settings.DBInstanceClass).toBe('db.r6g.4xlarge');
  });

  test.each([
    ['keep', 'db.r6g.4xlarge'],
    ['undo', 'db.r6g.large'],
  ] as const)('%s: production has %s', async (greenChanges, instanceClass) => {
    const { it, green } = await changed();
    await it.upgrade({ steps: stepsUntil('green'), request: { greenChanges } });
    // Whoever continues need not say it again.
    await it.upgrade();
    expect(green.settings.DBInstanceClass).toBe(instanceClass);
  });
});
