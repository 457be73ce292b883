import type { DatabaseLook } from '../../scripts/database/answers';
import { connect } from '../../scripts/embedded-rds/server/control-connections';
import { publish } from '../../scripts/embedded-rds/server/control-metrics';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { dataGate } from '../../scripts/runbook/upgrade/data-gate';
import type { Facts } from '../../scripts/view/view';
import { clusterName, instanceNames } from '../support/created-cluster';
import { looked } from '../support/looked';
import type { Typed } from '../support/request-of';
import { type Remains, type Scenario, scenario } from '../support/scenario';
import { green, type Setting, viewOf } from '../support/view-of';

let atGreen: Remains;
beforeAll(async () => {
  const it = await scenario();
  await it.upgrade({ steps: stepsUntil('green') });
  atGreen = it.remains();
});

const switchovers = (it: Scenario) =>
  it.calls().filter(({ operation }) => operation === 'SwitchoverBlueGreenDeployment').length;
const waits = (it: Scenario) =>
  it.events.flatMap((event) =>
    event.code === 'STEP_WAIT' && event.step === 'gate-switchover' && event.progress.what === 'gates'
      ? [event.progress.of]
      : [],
  );

const mib = 1024 * 1024;
const slot = (more: object) => ({
  PG_BG_SLOT: {
    rows: [{ database: 'app', slot: 'rds_x_bg_slot_5', active: true, confirmed: '0/1', behind: 0, ...more }],
  },
});
const session = { pid: 4711, role: 'app', database: 'app', state: 'active', application: '', seconds: 600, hidden: 0 };
let errors = 0;

interface Gate {
  shows: string;
  id: string;
  says: RegExp;
  /** What the databases answer while it holds. */
  blue?(): DatabaseLook;
  green?(): DatabaseLook;
  /** What CloudWatch has while it holds, and afterwards. */
  metric?: { name: 'DatabaseConnections' | 'DBLoad'; high: number; low: number };
  request?: Typed;
}

const gates: Gate[] = [
  {
    shows: 'a long transaction',
    id: 'PG_LONGTX',
    says: /pid 4711 of app, active, 10 min/,
    blue: () => looked('switchover', { PG_LONGTX: { rows: [session] } }),
  },
  {
    shows: 'a prepared transaction',
    id: 'PG_PREP',
    says: /1 prepared transaction/,
    blue: () => looked('switchover', { PG_PREP: { rows: [{ name: 'x', owner: 'app', database: 'app', seconds: 9 }] } }),
  },
  {
    shows: 'a slot that is far behind',
    id: 'PG_BG_SLOT',
    says: /app by 400 MiB; 150 MiB may be left/,
    blue: () => looked('switchover', slot({ behind: 400 * mib })),
  },
  {
    shows: 'a slot that nobody reads',
    id: 'PG_BG_SLOT',
    says: /does not read from rds_x_bg_slot_5/,
    blue: () => looked('switchover', slot({ active: false })),
  },
  {
    shows: 'changes that green cannot apply',
    id: 'PG_APPLY_ERRORS',
    says: /^(Green has failed to apply changes \(sub 1\): the next check|Green fails to apply changes: sub 1 more since)/,
    green() {
      errors += 1;
      return looked('switchover-green', { PG_APPLY_ERRORS: { rows: [{ name: 'sub', errors }] } }, { at: errors });
    },
  },
  {
    shows: 'many connections',
    id: 'LOAD_HIGH',
    says: / has 80 connections; the limit is 20/,
    metric: { name: 'DatabaseConnections', high: 80, low: 20 },
    request: { maxConnections: 20 },
  },
  {
    shows: 'much load',
    id: 'LOAD_HIGH',
    says: /^DBLoad of .* is 7\.3; the limit is 2\.5/,
    metric: { name: 'DBLoad', high: 7.25, low: 2.5 },
    request: { maxLoad: 2.5 },
  },
];

/** What CloudWatch tells of production from now on. */
function measure({ rds: { world, clock } }: Scenario, metric: 'DatabaseConnections' | 'DBLoad', value: number) {
  if (metric === 'DatabaseConnections') return connect(world, clock, { cluster: clusterName, count: value });
  return instanceNames.map((instance) => publish(world, clock, { instance, metric, value }));
}

async function atTheGate({ metric }: Gate) {
  errors = 0;
  const it = await scenario({ remains: atGreen, stretch: 3 });
  const set = (value: number) => measure(it, metric?.name ?? 'DBLoad', value);
  if (metric !== undefined) {
    set(metric.high);
    it.pass(2);
  }
  return { it, set };
}

describe.each(gates)('$shows', (gate) => {
  const { id, says, blue, green: ofGreen, metric, request = {} } = gate;

  test('holds the switchover back, is named, and is waited for until it comes round', async () => {
    const { it, set } = await atTheGate(gate);
    let looks = 0;
    const holds = () => {
      looks += 1;
      if (looks === 4 && metric !== undefined) set(metric.low);
      return looks <= 4;
    };
    await it.upgrade({
      request,
      dataNext: () => (holds() && blue !== undefined ? blue() : looked('switchover')),
      elsewhere: (when) =>
        looks <= 4 && ofGreen !== undefined && when === 'switchover-green'
          ? ofGreen()
          : looked(when, {}, { at: errors + looks }),
    });
    const seen = waits(it);
    expect(seen[0]).toEqual([{ id, message: expect.stringMatching(says) }]);
    expect(switchovers(it)).toBe(1);
  });

  test('is given up after half an hour: nothing is switched over, and green costs money', async () => {
    const { it } = await atTheGate(gate);
    const run = it.upgrade({
      request,
      dataNext: () => blue?.() ?? looked('switchover'),
      elsewhere: (when) => (when === 'switchover-green' && ofGreen !== undefined ? ofGreen() : looked(when)),
    });
    await expect(run).rejects.toMatchObject({
      code: 'WAIT_LIMIT',
      message: expect.stringMatching(new RegExp(`has waited 30 minutes for a gate: ${id} `)),
      remedy: expect.stringMatching(
        /Production is untouched; \S+-green-\w{6} and its \d instances? costs? money as long as green exists\. Then continue: npm run upgrade .* abort the upgrade: npm run abort/,
      ),
    });
    expect(switchovers(it)).toBe(0);
  });
});

test('errors of green that do not grow hold nobody up, and are told', async () => {
  const it = await scenario({ remains: atGreen });
  let at = 0;
  await it.upgrade({
    data: looked('switchover'),
    elsewhere(when) {
      at += 1;
      return looked(when, { PG_APPLY_ERRORS: { rows: [{ name: 'sub', errors: 3, total: 1 }] } }, { at });
    },
  });
  expect(waits(it)).toHaveLength(1);
  expect(it.events).toContainEqual(expect.objectContaining({ code: 'WARNING', id: 'PG_APPLY_ERRORS' }));
});

test('while load holds it back, the quietest hour of the last week is named', async () => {
  const it = await scenario({ remains: atGreen, stretch: 6 });
  it.rds.clock.advance(8 * 24 * 3_600_000);
  measure(it, 'DatabaseConnections', 80);
  it.pass(2);
  const run = it.upgrade({ request: { maxConnections: 20 } });
  await expect(run).rejects.toMatchObject({
    code: 'WAIT_LIMIT',
    remedy: expect.stringMatching(
      /^Wait for a quieter time.* The quietest hour of the last week was \w{3} \d\d:00 to \d\d:00 UTC \(\d+ connections on average\)\./,
    ),
  });
});

interface Refused {
  shows: string;
  facts: Partial<Facts>;
  setting?: Setting;
  error: object;
}

const refused: Refused[] = [
  {
    shows: 'a database without a slot',
    facts: { dataAtSwitchover: looked('switchover', slot({ slot: null, database: 'late' })) },
    error: { code: 'PG_BG_SLOT', exitCode: 3, message: expect.stringMatching(/do not replicate to green: late\./) },
  },
  {
    shows: 'a collation of another version',
    facts: {
      greenAtSwitchover: looked('switchover-green', {
        PG_COLLATION: { rows: [{ kind: 'DATABASE', name: 'app', recorded: '2.28', actual: '2.34' }] },
      }),
    },
    error: {
      code: 'PG_COLLATION',
      message: expect.stringMatching(/app: its own 2\.28 → 2\.34/),
      remedy: expect.stringMatching(
        /Then continue.*--skip PG_COLLATION --reason "…"\n\\connect app\n-- REINDEX DATABASE app;/s,
      ),
    },
  },
  {
    shows: 'no statistics after a major upgrade',
    setting: { code: { engineVersion: '15.6', upgradeTo: '17.4' } },
    facts: {
      greenAtSwitchover: looked(
        'switchover-green',
        { PG_ANALYZE: { rows: [{ name: 'public.big', total: 1 }] } },
        { to: '17.4' },
      ),
    },
    error: { code: 'PG_ANALYZE', remedy: expect.stringMatching(/upgrade --analyze.*\nANALYZE;/s) },
  },
  {
    shows: 'a green that cannot be asked',
    facts: { greenAtSwitchover: { kind: 'not-checked', reason: 'No route.', remedy: 'Open it.' } },
    error: {
      code: 'GREEN_NOT_CHECKED',
      message: expect.stringMatching(
        /^The databases of green of orders could not be queried before the switchover\. No route\. Production is untouched/,
      ),
      remedy: expect.stringMatching(
        /^Open it\. Production has answered: a password .*--skip GREEN_NOT_CHECKED --reason/,
      ),
    },
  },
  {
    shows: 'a limit for load that nobody can tell',
    setting: { request: { maxLoad: 2 } },
    facts: { load: { kind: 'seen', value: { instance: 'orders-1', connections: { at: 0, value: 3 } } } },
    error: {
      code: 'LOAD_UNKNOWN',
      message: expect.stringMatching(/CloudWatch has no DBLoad of orders-1/),
      remedy: expect.stringMatching(/Or omit --max-load\./),
    },
  },
  {
    shows: 'a limit for connections, and a role that may not ask CloudWatch',
    setting: { request: { maxConnections: 2 } },
    facts: { load: { kind: 'unseen', message: 'AWS denied GetMetricData.', remedy: 'Give it.' } },
    error: {
      code: 'LOAD_UNKNOWN',
      message: expect.stringMatching(/AWS denied GetMetricData/),
      remedy: expect.stringMatching(/^Give it\./),
    },
  },
];

const gateOf = ({ facts, setting }: Pick<Refused, 'facts' | 'setting'>) =>
  dataGate(
    viewOf({
      underway: {},
      ...setting,
      facts: {
        green: green(),
        targetValues: { cluster: {}, instance: {} },
        dataAtSwitchover: looked('switchover'),
        greenAtSwitchover: looked('switchover-green', {}, { to: setting?.code?.upgradeTo ?? '15.10' }),
        ...facts,
      },
    }),
  );

test.each(refused)('$shows is refused at once, with its remedy', (row) => {
  expect(gateOf(row)).toMatchObject({ state: 'refuse', error: row.error });
});

test.each([
  [
    'a green that somebody answers for',
    { greenAtSwitchover: { kind: 'not-checked', reason: 'No route.', remedy: '' } },
    'GREEN_NOT_CHECKED',
  ],
  ['a collation that somebody answers for', refused[1]!.facts, 'PG_COLLATION'],
] as [string, Partial<Facts>, string][])('%s holds nobody up', (_, facts, id) => {
  expect(gateOf({ facts, setting: { request: { skip: [{ id, reason: 'tested' }] } } })).toBeUndefined();
});
