import { ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { EngineVersion } from '../../constructs/engine-version';
import { planRebuild } from '../../scripts/commands/rebuild-green';
import type { DatabaseLook, Row } from '../../scripts/database/answers';
import { quotas } from '../../scripts/preflight/api/quotas';
import { questionsOf } from '../../scripts/preflight/sql/catalogues';
import { parameters } from '../../scripts/preflight/sql/parameters';
import { abortSteps } from '../../scripts/runbook/abort';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { refusal } from '../../scripts/runtime/errors';
import type { UpgradeRequest } from '../../scripts/view/request';
import { fact } from '../../scripts/view/view';
import { enough, upgrade } from '../preflight/sql/upgrade-context';
import { region } from '../support/created-cluster';
import { type RunOptions, type ScenarioOptions, scenario } from '../support/scenario';

const context = {
  from: EngineVersion.parse('aurora-postgresql', '15.6'),
  to: EngineVersion.parse('aurora-postgresql', '15.10'),
  target: {},
  instances: { count: 2, class: 'db.r6g.large' },
};

/** Every question is answered with no row, but for what is given; the checks that then know too little are skipped. */
function looked(rows: Record<string, Row[]> = {}): DatabaseLook {
  const { cluster, each } = questionsOf(context, 'create');
  const of = (questions: { id: string }[]) =>
    Object.fromEntries(questions.map(({ id }) => [id, { rows: rows[id] ?? [] }]));
  return {
    kind: 'answered',
    answers: { via: 'a test', at: 0, databases: ['shop'], cluster: of(cluster), each: { shop: of(each) } },
  };
}
const clean = looked();
const withLargeObjects = looked({ PG_LO: [{ objects: 3 }] });

async function standing(setting: ScenarioOptions = {}, asked: RunOptions['request'] = {}) {
  const it = await scenario(setting);
  await it.upgrade({ steps: stepsUntil('green'), request: asked });
  it.events.length = 0;
  const rebuild = (options: RunOptions = {}, request: Pick<UpgradeRequest, 'acceptUnchecked' | 'skip'> = {}) =>
    it.upgrade({
      data: clean,
      steps: abortSteps,
      ...options,
      request: { rebuild: true, acceptUnchecked: true, ...request },
    });
  const deleted = () => it.calls().filter(({ operation }) => operation === 'DeleteBlueGreenDeployment').length;
  return { it, rebuild, deleted };
}

test('a green is not deleted where another deployment would be refused, and nobody is asked', async () => {
  const { rebuild, deleted } = await standing();
  const ask = jest.fn(async () => true);
  await expect(rebuild({ data: withLargeObjects, ask })).rejects.toMatchObject({
    code: 'PG_LO',
    exitCode: 3,
    message: expect.stringMatching(/bgd-\w+ and its green were not deleted\.$/),
    remedy: expect.stringMatching(/--rebuild bgd-\w+$/),
  });
  expect([deleted(), ask.mock.calls.length]).toEqual([0, 0]);
});

test('its remedy has the script, because preflight does not show these while green stands', async () => {
  const { rebuild } = await standing();
  const data = looked({ PG_LO: [{ objects: 3 }], PG_NOPK: [{ name: 'public.t', total: 1 }] });
  const error = (await rebuild({ data }).catch((thrown: unknown) => thrown)) as { remedy: string };
  expect(error.remedy).toMatch(/--skip PG_NOPK --skip PG_LO --reason "…"/);
  expect(error.remedy).not.toMatch(/run preflight|<check>/);
  const lines = error.remedy.split('\n');
  expect(lines).toContain('\\connect shop');
  expect(lines.some((line) => /ALTER TABLE public\.t /.test(line))).toBe(true);
});

test('what somebody answers for in this run is no reason to keep green', async () => {
  const { rebuild, deleted } = await standing();
  await rebuild({ data: withLargeObjects }, { skip: [{ id: 'PG_LO', reason: 'old images' }] });
  expect(deleted()).toBe(1);
});

test('databases that cannot be asked keep green, unless that was accepted', async () => {
  const { rebuild, deleted } = await standing();
  const data: DatabaseLook = { kind: 'not-checked', reason: 'Nothing answers.', remedy: 'Open it.' };
  await expect(rebuild({ data }, { acceptUnchecked: false })).rejects.toMatchObject({
    code: 'DATA_NOT_CHECKED',
  });
  expect(deleted()).toBe(0);
  await rebuild({ data });
  expect(deleted()).toBe(1);
});

test('code that cannot be changed keeps green', async () => {
  const { rebuild, deleted } = await standing({ version: '15.6', upgradeTo: '15.10' });
  const check = async () => {
    throw refusal('CODE_COMPUTED', 'No edit is proven.', 'Edit it.');
  };
  await expect(rebuild({ check })).rejects.toMatchObject({ message: 'No edit is proven.' });
  expect(deleted()).toBe(0);
  await rebuild();
  expect(deleted()).toBe(1);
});

test('what comes up while the question stands keeps green, too', async () => {
  const { it, rebuild, deleted } = await standing();
  let data = clean;
  const ask = async () => {
    data = withLargeObjects;
    it.pass(1);
    return true;
  };
  await expect(rebuild({ dataNext: () => data, ask })).rejects.toMatchObject({ code: 'PG_LO' });
  expect(deleted()).toBe(0);
});

test('a green to another version than this run is for is not deleted: it would not be built again', async () => {
  const { it, rebuild, deleted } = await standing({ version: '15.6' }, { to: '15.10' });
  const ask = jest.fn(async () => true);
  await expect(rebuild({ ask })).rejects.toMatchObject({
    code: 'OTHER_UPGRADE_UNDERWAY',
    message: expect.stringContaining('is being upgraded to 15.10'),
  });
  expect([deleted(), ask.mock.calls.length]).toEqual([0, 0]);
  expect(Object.keys(it.rds.world.regions[region]!.deployments)).toHaveLength(1);
});

test('what is changed on green while the question stands is asked about; what was kept is shown', async () => {
  const { it, rebuild, deleted } = await standing();
  const reader = () =>
    Object.values(it.rds.world.regions[region]!.instances).find(({ identifier }) => /2-green-/.test(identifier))!;
  const resize = async (DBInstanceClass: string) => {
    const DBInstanceIdentifier = reader().identifier;
    await it.client.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier, DBInstanceClass, ApplyImmediately: true }),
    );
    it.pass(10);
  };
  const asked: string[] = [];
  const run = (sizes: string[]) => {
    asked.length = 0;
    const ask = async ({ question }: { question: string }) => {
      asked.push(question);
      const size = sizes.shift();
      if (size !== undefined) await resize(size);
      return true;
    };
    return rebuild({ ask });
  };
  await resize('db.r6g.2xlarge');
  await it.upgrade({ steps: stepsUntil('green'), request: { greenChanges: 'keep' } });
  await run(['db.r6g.4xlarge']);
  expect(asked).toEqual([
    expect.stringMatching(/Changed on green, and kept: instance_class of .*-2-green-\w+ is db\.r6g\.2xlarge/),
    // A decision is about a value.
    expect.stringMatching(/Changed on green: instance_class of .*-2-green-\w+ is db\.r6g\.4xlarge/),
  ]);
  expect(deleted()).toBe(1);
});

test('--plan shows the deletion and what comes after it, and deletes nothing', async () => {
  const { it, deleted } = await standing();
  const view = await it.upgrade({ steps: stepsUntil('green') });
  it.events.length = 0;
  const planned = async (data: DatabaseLook, rebuild: string | true = true) => {
    const sources = { ...(await it.sources()), databases: { look: async () => data } };
    const request = { ...view.request, rebuild, acceptUnchecked: true } as UpgradeRequest;
    const steps = stepsUntil('green');
    return planRebuild(
      { ...it.view(), request, facts: { ...view.facts } },
      steps,
      sources,
      (event) => void it.events.push(event),
    );
  };
  expect(await planned(clean)).toEqual({ work: true });
  const told = it.events.map((event) => ('step' in event ? event.step : event.code));
  expect(told).toEqual(['NOTE', 'NOTE', ...abortSteps.map(({ id }) => id), ...stepsUntil('green').map(({ id }) => id)]);
  expect(await planned(withLargeObjects)).toMatchObject({ refusal: { code: 'PG_LO' } });
  await expect(planned(clean, 'bgd-other')).rejects.toMatchObject({ code: 'REBUILD_ANOTHER' });
  expect(deleted()).toBe(0);
});

test('an abort checks nothing of a next one', async () => {
  const { it, deleted } = await standing();
  await it.upgrade({ steps: abortSteps, request: { command: 'abort' } as never, data: withLargeObjects });
  expect(deleted()).toBe(1);
});

describe('what green takes', () => {
  test('is free for the next one: quotas', async () => {
    const { it } = await standing();
    const view = await it.upgrade({ steps: stepsUntil('green') });
    const { underway } = fact(view, 'deployments');
    const full = [
      { name: 'DBClusters', used: 40, max: 40 },
      { name: 'DBInstances', used: 39, max: 40 },
    ];
    const seen = (replaced: typeof underway) =>
      quotas.find({
        ...view,
        facts: {
          ...view.facts,
          quotas: { kind: 'seen', value: full },
          deployments: { foreign: [], elsewhere: [], ...(replaced === undefined ? {} : { replaced }) },
        },
      }).length;
    expect([seen(undefined), seen(underway)]).toEqual([2, 0]);
  });

  test('is free for the next one: slots', () => {
    const row = {
      max_replication_slots: 7,
      max_wal_senders: 7,
      max_logical_replication_workers: 4,
      max_worker_processes: 50,
      autovacuum_workers: 3,
      parallel_workers: 8,
      wal_level: 'logical',
      logical_replication: 'on',
      databases: 4,
      slots: 5,
      senders: 5,
      replaced_slots: 4,
      replaced_senders: 4,
    };
    const found = (replaces?: true) =>
      parameters
        .judge([{ database: '', rows: [row] }], {
          ...upgrade,
          target: enough,
          ...(replaces === undefined ? {} : { replaces }),
        })
        .map(({ severity }) => severity);
    expect([found(), found(true)]).toEqual([['block'], []]);
  });
});
