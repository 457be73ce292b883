import { RdsFault } from '../../scripts/aws/faults';
import { guardrailBehind, guardrails } from '../../scripts/preflight/guardrails';
import { upTo } from '../../scripts/runbook/upgrade';
import { gateSwitchover } from '../../scripts/runbook/upgrade/gate-switchover';
import { looked } from '../support/looked';
import { type Remains, scenario } from '../support/scenario';

let ready: Remains;
beforeAll(async () => {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: upTo(gateSwitchover) });
  ready = it.remains();
});

/** What RDS might say, what is behind it, and what to do. RDS's own sentences are hardly known: the words are those of its guide. */
const failures: [reason: string, guardrail: string, remedy: RegExp][] = [
  ['sequences failed to sync', 'sequences are in step', /--switchover-timeout/],
  ['a zero-ETL integration exists', 'no zero-ETL integration', /^Delete the integration/],
  [
    'replication is degraded by unsupported changes',
    'no changes that PostgreSQL cannot replicate',
    /will not be replicated/,
  ],
  [
    'there are long-running DDL statements on the blue environment',
    'no long-running DDL statement on blue',
    /stop changes of the schema/,
  ],
  [
    'there are long-running active writes on the blue environment',
    'no long-running active write on blue',
    /pg_stat_activity/,
  ],
  ['idle or long-running transactions', 'no long-running active write on blue', /pg_prepared_xacts/],
  ['there are active writes on the green environment', 'no active write on green', /default_transaction_read_only/],
  ['external replication on the blue primary instance', 'no replication of your own', /recreate them/],
  ['the replication lag is above the allowed limit', 'the replication lag is within', /write load is lower/],
  ['the replication status is not healthy', 'the replication to green is healthy', /log of green/],
  ['DB instance orders-1 is not in available state', 'every member is available', /^Wait until the members/],
  ['it exceeded the timeout', 'it is done within the timeout', /quieter time/],
];

test.each(failures)('%s: %s', (reason, guardrail, remedy) => {
  const found = guardrailBehind(`Switchover from DB cluster blue to green was canceled due to ${reason}.`);
  expect(found?.name.startsWith(guardrail)).toBe(true);
  expect(found?.remedy).toMatch(remedy);
});

test('each guardrail has a sentence here, and a sentence without reason has none', () => {
  const named = failures.map(([, name]) => name);
  expect(guardrails.filter(({ name }) => !named.some((each) => name.startsWith(each)))).toEqual([]);
  expect(guardrailBehind('Switchover canceled on blue/green deployment.')).toBeUndefined();
});

async function failing(
  reason: string | undefined,
  options: Parameters<Awaited<ReturnType<typeof scenario>>['upgrade']>[0] = {},
) {
  const it = await scenario({ remains: ready, stretch: 3 });
  it.rds.addFault({ kind: 'course', effect: 'switchover-cancelled', ...(reason === undefined ? {} : { reason }) });
  let error: { code: string; message: string; remedy: string } | undefined;
  await it.upgrade(options).catch((thrown) => {
    error = thrown;
  });
  return error!;
}

test.each(failures)(
  'over RDS: %s, with the guardrail, its remedy, and what RDS has told',
  async (reason, guardrail, remedy) => {
    const error = await failing(`${reason}.`);
    expect(error).toMatchObject({
      code: 'SWITCHOVER_CANCELLED',
      message: expect.stringContaining(`The guardrail behind it: ${guardrail}`),
      remedy: expect.stringMatching(
        /--retry-switchover.*npm run abort.*\nWhat RDS has reported since:\n {2}20\S+ \S+: .*cancell?ed/is,
      ),
    });
    expect(error.remedy).toMatch(new RegExp(remedy.source.replace('^', '^(Look at once: .* )?')));
  },
);

const databases = (failed: Parameters<typeof looked>[1]) => ({
  dataNext: () => looked('switchover'),
  elsewhere: () => looked('failed', failed),
  request: { acceptUnchecked: true },
});

test('production is asked whether it takes writes', async () => {
  const { message } = await failing('a timeout.', databases({}));
  expect(message).toMatch(/Production still runs the old version, and takes writes \(queried by a test\)\.$/);
});

test('one that does not is the first thing to look at', async () => {
  const row = { PG_WRITABLE: { rows: [{ standby: true, read_only: 'off' }] } };
  const { message, remedy } = await failing('a timeout.', databases(row));
  expect(message).toMatch(/old version\. Production takes no writes: it is in recovery\.$/);
  expect(remedy).toMatch(/^Check at once /);
});

test('and where nobody can tell, that is said', async () => {
  const { message } = await failing('a timeout.', {
    ...databases({}),
    elsewhere: () => ({ kind: 'not-checked', reason: 'No route.', remedy: '' }),
  });
  expect(message).toMatch(/old version; whether it takes writes was not checked: No route\.$/);
});

const log = `2026-11-28 05:00:00 UTC:10.0.0.1(5000):app@orders:[77]:WARNING:  the CREATE TABLE command will not be replicated to the green instance: "CREATE TABLE"
2026-11-28 05:00:01 UTC::@:[78]:ERROR:  somebody's value 4711`;

test.each([
  ['names what broke the replication', async () => log, /\n {2}log of \S+: .*command will not be replicated/],
  [
    'names nobody: that is said, and where it is',
    async () => log.split('\n')[1],
    /\n {2}In the end of the log of the engine \(\S+-1, \S+-1-green-\w+\) no line names a cause\. Read it \(aws rds describe-db-log-files --db-instance-identifier \S+-1 .*error\/ --region/,
  ],
  [
    'was not read: that is said',
    async () => {
      throw new RdsFault('AccessDenied', 'DownloadDBLogFilePortion', 'denied');
    },
    /\n {2}The log of the engine was not read: /,
  ],
])('the log of the engine %s', async (_, engineLog, told) => {
  const { remedy } = await failing('replication is degraded by unsupported changes.', {
    wrap: (port) => new Proxy(port, { get: (of, name) => (name === 'engineLog' ? engineLog : Reflect.get(of, name)) }),
  });
  expect(remedy).toMatch(told);
  expect(remedy).not.toContain('4711');
});
