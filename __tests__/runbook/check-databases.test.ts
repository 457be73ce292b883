import {
  DescribeBlueGreenDeploymentsCommand,
  DescribeDBClustersCommand,
  ModifyDBClusterParameterGroupCommand,
} from '@aws-sdk/client-rds';
import { EngineVersion } from '../../constructs/engine-version';
import type { DatabaseAnswers, DatabaseLook } from '../../scripts/database/answers';
import { questionsOf } from '../../scripts/preflight/sql/catalogues';
import type { SqlContext } from '../../scripts/preflight/sql/sql-check';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { tagKey } from '../../scripts/view/tag-key';
import { type Scenario, scenario } from '../support/scenario';

const context: SqlContext = {
  from: EngineVersion.parse('aurora-postgresql', '15.6'),
  to: EngineVersion.parse('aurora-postgresql', '15.10'),
  target: {},
  instances: { count: 2, class: 'db.r6g.large' },
};

/** Databases that answer every question with no row, but for what is given. */
function looked(
  rows: Record<string, { rows: Record<string, string | number>[] } | { failed: string }> = {},
): DatabaseLook {
  const { cluster, each } = questionsOf(context, 'create');
  const none = (questions: { id: string }[]) =>
    Object.fromEntries(questions.map(({ id }) => [id, rows[id] ?? { rows: [] }]));
  const answers: DatabaseAnswers = {
    via: 'a test',
    at: 0,
    databases: ['app'],
    cluster: none(cluster),
    each: { app: none(each) },
  };
  return { kind: 'answered', answers };
}

const unreachable: DatabaseLook = {
  kind: 'not-checked',
  reason: 'Nothing answers at orders:5432.',
  remedy: 'Open it.',
};

const longTransaction = {
  pid: 4711,
  role: 'app',
  database: 'app',
  state: 'idle in transaction',
  application: '',
  seconds: 600,
  hidden: 0,
  total: 1,
};

const created = (it: Scenario) =>
  it.calls().filter(({ operation }) => operation === 'CreateBlueGreenDeployment').length;

const largeObjects = { PG_LO: { rows: [{ objects: 3 }] } };

test('databases that could not be asked stop the run before anything is created', async () => {
  const it = await scenario();
  await expect(it.upgrade({ data: unreachable })).rejects.toMatchObject({
    code: 'DATA_NOT_CHECKED',
    exitCode: 3,
    message: expect.stringMatching(
      /were not checked\. Nothing answers at orders:5432\. From the moment .* UPDATE and DELETE fail/,
    ),
    remedy: expect.stringMatching(/^Open it\. Or go on unchecked: npm run upgrade -- .* --accept-unchecked$/),
  });
  expect(created(it)).toBe(0);
});

test('where that is accepted, creating the deployment takes a yes of its own, which names what is at stake', async () => {
  const it = await scenario();
  const questions: string[] = [];
  const run = it.upgrade({
    data: unreachable,
    request: { acceptUnchecked: true },
    async ask({ question }) {
      questions.push(question);
      return false;
    },
  });
  await expect(run).rejects.toMatchObject({ code: 'NOT_CONFIRMED', exitCode: 3 });
  expect(questions).toEqual([
    expect.stringMatching(/^Create the deployment of .* although its data were not checked\? .*UPDATE and DELETE fail/),
  ]);
  expect(created(it)).toBe(0);
});

test('a finding that blocks stops the run, with how to answer for it', async () => {
  const it = await scenario();
  await expect(it.upgrade({ data: looked(largeObjects), request: { acceptUnchecked: true } })).rejects.toMatchObject({
    code: 'PG_LO',
    exitCode: 3,
    remedy: expect.stringMatching(/--skip <check> --reason/),
  });
  expect(created(it)).toBe(0);
});

test('what somebody answers for is kept on the deployment, and counts for whoever continues', async () => {
  const it = await scenario();
  const skip = [{ id: 'PG_LO', reason: 'the import job is gone (ticket #7)' }];
  const request = { acceptUnchecked: true, skip };
  await it.upgrade({ data: looked(largeObjects), request, steps: stepsUntil('green') });
  const { BlueGreenDeployments } = await it.client.send(new DescribeBlueGreenDeploymentsCommand({}));
  const tags = Object.fromEntries((BlueGreenDeployments?.[0]?.TagList ?? []).map(({ Key, Value }) => [Key, Value]));
  expect(tags).toMatchObject({
    [`${tagKey.skipped}PG_LO`]: 'the import job is gone -ticket -7-',
    [tagKey.preflight]: expect.stringMatching(/passed .* skipped PG_LO$/),
  });
  expect(it.events).toContainEqual(
    expect.objectContaining({
      code: 'STEP_DONE',
      step: 'check-databases',
      because: expect.stringContaining('skipped: PG_LO (the import job is gone (ticket #7))'),
    }),
  );
});

test('databases that are out of reach before the switchover stop it there', async () => {
  const it = await scenario();
  await it.upgrade({ data: looked(), request: { acceptUnchecked: true }, steps: stepsUntil('green') });
  await expect(it.upgrade({ data: unreachable })).rejects.toMatchObject({ code: 'DATA_NOT_CHECKED', exitCode: 3 });
  await it.upgrade({ data: unreachable, request: { acceptUnchecked: true } });
});

test('parameters that wait for the reboot of the next step do not stand in its way', async () => {
  const it = await scenario();
  const change = {
    ParameterName: 'max_replication_slots',
    ParameterValue: '40',
    ApplyMethod: 'pending-reboot' as const,
  };
  const { DBClusters } = await it.client.send(new DescribeDBClustersCommand({}));
  const group = DBClusters?.[0]?.DBClusterParameterGroup;
  await it.client.send(
    new ModifyDBClusterParameterGroupCommand({ DBClusterParameterGroupName: group, Parameters: [change] }),
  );
  it.pass(5);
  const waiting = looked({ PG_RESTART: { rows: [{ name: 'max_replication_slots', setting: '10' }] } });
  await expect(it.upgrade({ data: waiting, request: { acceptUnchecked: true } })).rejects.toMatchObject({
    code: 'API_SYNC',
  });
  const request = { acceptUnchecked: true, rebootSource: true };
  // Rebooted, and PostgreSQL says the same: now it is a finding.
  await expect(it.upgrade({ data: waiting, request })).rejects.toMatchObject({ code: 'PG_RESTART' });
  expect(it.calls().filter(({ operation }) => operation === 'RebootDBInstance').length).toBeGreaterThan(0);
  expect(created(it)).toBe(0);
});

test('what the databases have against a switchover is waited for, and is over when it ends', async () => {
  const it = await scenario();
  const request = { acceptUnchecked: true };
  await it.upgrade({ data: looked(), request, steps: stepsUntil('green') });
  const transaction = { PG_LONGTX: { rows: [longTransaction] } };
  const seen = [looked(transaction), looked(transaction), looked()];
  await it.upgrade({ dataNext: () => seen.shift() ?? looked(), request });
  expect(it.events).toContainEqual(
    expect.objectContaining({
      code: 'STEP_WAIT',
      step: 'gate-switchover',
      progress: { what: 'gates', of: [{ id: 'PG_LONGTX', message: expect.stringContaining('4711') }] },
    }),
  );
  expect(seen).toEqual([]);
});

test('it is waited for half an hour, no longer', async () => {
  const it = await scenario();
  const request = { acceptUnchecked: true };
  await it.upgrade({ data: looked(), request, steps: stepsUntil('green') });
  const stuck = looked({ PG_LONGTX: { rows: [longTransaction] } });
  await expect(it.upgrade({ data: stuck, request })).rejects.toMatchObject({
    exitCode: 1,
    remedy: expect.stringMatching(/^Wait until they end.* npm run preflight -- .* Then continue: npm run upgrade/s),
  });
  expect(it.calls().filter(({ operation }) => operation === 'SwitchoverBlueGreenDeployment')).toEqual([]);
});
