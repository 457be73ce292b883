import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PlanCheckOptions, planCheckCommand } from '../../scripts/commands/plan-check/plan-check-command';
import { type EmbeddedRdsServer, startEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { seedClusters } from '../../scripts/embedded-rds/seed/seed';
import { newWorld } from '../../scripts/embedded-rds/world/new-world';
import type { RunEvent } from '../../scripts/report/event';
import { cluster, planFile, planJson } from '../plans/check/plan-file';
import { recordedPlans } from '../plans/table/recorded';
import { region } from '../support/created-cluster';

let folder: string;
let rds: EmbeddedRdsServer;
const before = { ...process.env };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plan-check-'));
  const world = newWorld();
  const postgres = { engine: 'aurora-postgresql', master_username: 'postgres' };
  const former = 'aurora-bg-aurora-pg14-cluster-params';
  const clusters = [
    { cluster_identifier: cluster, engine_version: '15.6', ...postgres },
    {
      cluster_identifier: `${cluster}-old1`,
      engine_version: '14.10',
      db_cluster_parameter_group_name: former,
      ...postgres,
    },
  ];
  const clusterParameterGroups = [{ name: former, family: 'aurora-postgresql14' }];
  const none = { instances: [], parameterGroups: [], subnetGroups: [] };
  seedClusters(world, region, { clusters, clusterParameterGroups, ...none }, Date.now());
  rds = await startEmbeddedRds({ world, speed: 0 });
});
beforeEach(() => {
  process.env.AWS_ENDPOINT_URL = rds.endpoint;
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
});
afterAll(async () => {
  process.env = before;
  await rds.close();
  rmSync(folder, { recursive: true, force: true });
});

async function check(planJson: string, options: PlanCheckOptions = {}, names: string[] = []) {
  const events: RunEvent[] = [];
  const context = { report: (event: RunEvent) => void events.push(event), signal: new AbortController().signal };
  const exitCode = await planCheckCommand(names, { planJson, ...options }, context);
  return { exitCode, events, text: JSON.stringify(events) };
}

function written(plan: unknown): string {
  const file = join(folder, 'plan.json');
  writeFileSync(file, typeof plan === 'string' ? plan : JSON.stringify(plan));
  return file;
}

it('groups that an old cluster still uses must not go', async () => {
  const { exitCode, events } = await check(planFile('old-groups-removed'), { interlock: true });
  expect(exitCode).toBe(3);
  const verdict = events.find((event) => event.code === 'PLAN_VERDICT');
  expect(verdict).toMatchObject({ cluster, findings: [{ kind: 'old-groups-removed', refused: true }] });
  expect(JSON.stringify(verdict)).toContain(`${cluster}-old1 still uses a parameter group`);
});

it('deployments that cannot be looked at are not said to be none', async () => {
  process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
  const { exitCode, text } = await check(planFile('no-changes'), { interlock: true });
  expect(exitCode).toBe(1);
  expect(text).toMatch(/Deployments could not be checked: .*ECONNREFUSED/);
});

it('a file of another account than the credentials: 3', async () => {
  const file = written(readFileSync(planFile('no-changes'), 'utf8').replaceAll(':123456789012:', ':999999999999:'));
  await expect(check(file, { interlock: true })).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/credentials belong to account 123456789012/),
  });
});

it.each<[string, () => string, string[], number, RegExp]>([
  ['a plan that does not exist', () => 'none.json', [], 3, /The plan none\.json does not exist/],
  ['something that is no plan', () => 'main.ts', [], 3, /The plan main\.ts cannot be read: it is not JSON/],
  [
    'another format',
    () => written({ ...planJson('no-changes'), format_version: '2.0' }),
    [],
    3,
    /2\.0, and 1\.x is known/,
  ],
  ['a stack beside the file', () => 'x', ['aurora-bg'], 64, /cannot be chosen/],
])('%s', async (_, file, names, exitCode, message) => {
  await expect(check(file(), {}, names)).rejects.toMatchObject({ exitCode, message: expect.stringMatching(message) });
});

it('a plan of OpenTofu is called one, and may be partial', async () => {
  const { exitCode, events } = await check(written(recordedPlans().get('OpenTofu 1.9')));
  expect(exitCode).toBe(0);
  expect(events).toContainEqual(
    expect.objectContaining({ code: 'INPUT', description: 'The plan in plan.json, written by OpenTofu 1.9.1' }),
  );
  expect(events).toContainEqual(expect.objectContaining({ code: 'WARNING', id: 'PLAN_COMPLETENESS' }));
});
