import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HookPoint } from '../../constructs/props/hook-props';
import type { FaultRule } from '../../scripts/embedded-rds/world/on-demand/faults';
import { hookVariables } from '../../scripts/hooks/variables';
import { abortStepsWith } from '../../scripts/runbook/hooks/abort-hook';
import { failedAfter } from '../../scripts/runbook/hooks/after-switchover-hooks';
import { upTo } from '../../scripts/runbook/upgrade';
import { snapshotSource } from '../../scripts/runbook/upgrade/snapshot-source';
import { UpgradeError } from '../../scripts/runtime/errors';
import type { Hook } from '../../scripts/view/hooks';
import { tagKey } from '../../scripts/view/tag-key';
import { region } from '../support/created-cluster';
import { around, Killed } from '../support/ports';
import { type Remains, type Scenario, scenario } from '../support/scenario';

let ready: Remains;
let folder: string;
beforeAll(async () => {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: upTo(snapshotSource) });
  ready = it.remains();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hooks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hook = (point: HookPoint, command: string, more: Partial<Hook> = {}): Hook => ({
  point,
  command: `echo ${point} >> log; ${command}`,
  timeoutSeconds: 60,
  env: [],
  files: [],
  ...more,
});

const log = () => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');

const sent = (it: Scenario) =>
  it.calls().filter(({ operation }) => operation === 'SwitchoverBlueGreenDeployment').length;

const tagsOf = (it: Scenario) => {
  const deployment = Object.values(it.rds.world.regions[region]!.deployments)[0]!;
  return JSON.stringify(deployment);
};

async function ended(it: Scenario, hooks: Hook[], options: Parameters<Scenario['upgrade']>[0] = {}) {
  try {
    const request = { hooks, ...options.request };
    return await it.upgrade({ folder, ...options, request });
  } catch (error) {
    if (error instanceof UpgradeError) return error.code;
    throw error;
  }
}

const every = (command: string) =>
  (['verifyGreen', 'beforeSwitchover', 'atSwitchover', 'afterSwitchover', 'onFailure'] as const).map((point) =>
    hook(point, command),
  );

test('each hook runs once, in its place, and by one question', async () => {
  const it = await scenario({ remains: ready });
  const questions: string[] = [];
  const ask = async ({ question }: { question: string }) => questions.push(question) > 0;
  const last = await ended(it, every('true'), { ask });
  expect(log()).toEqual(['verifyGreen', 'beforeSwitchover', 'atSwitchover', 'afterSwitchover']);
  expect(questions).toHaveLength(1);
  expect(sent(it)).toBe(1);
  expect(typeof last === 'object' && failedAfter(last)).toBe(false);
  expect(tagsOf(it)).toContain(tagKey.hookAfter);
  // A later run has nothing to repeat.
  await ended(it, every('true'));
  expect(log()).toHaveLength(4);
});

test('a hook is not run before the question is answered', async () => {
  const it = await scenario({ remains: ready });
  expect(await ended(it, [hook('beforeSwitchover', 'true')], { confirm: false })).toBe('NOT_CONFIRMED');
  expect(() => log()).toThrow(/ENOENT/);
});

test.each(['exit 7', 'kill -9 $$', 'sleep 600'])(
  'verifyGreen that ends with "%s" stops the run before the switchover',
  async (command) => {
    const it = await scenario({ remains: ready });
    const hooks = [
      hook('verifyGreen', command, { timeoutSeconds: 1 }),
      hook('onFailure', 'echo "$AURORA_OUTCOME" >> log'),
    ];
    expect(await ended(it, hooks)).toBe('HOOK_FAILED');
    expect(log()).toEqual(['verifyGreen', 'onFailure', 'HOOK_FAILED']);
    expect(sent(it)).toBe(0);
  },
);

test('beforeSwitchover that fails is undone, and the run after it begins anew', async () => {
  const it = await scenario({ remains: ready });
  const undo = hook('onFailure', 'true');
  expect(await ended(it, [hook('beforeSwitchover', 'false'), undo])).toBe('HOOK_FAILED');
  expect(log()).toEqual(['beforeSwitchover', 'onFailure']);
  expect(sent(it)).toBe(0);
  await ended(it, [hook('beforeSwitchover', 'true'), undo]);
  expect(log()).toEqual(['beforeSwitchover', 'onFailure', 'beforeSwitchover']);
  expect(sent(it)).toBe(1);
});

test('a gate that closes while beforeSwitchover runs is seen before the switchover, and what it did is undone', async () => {
  const it = await scenario({ remains: ready });
  let looks = 0;
  const wrap: NonNullable<Parameters<Scenario['upgrade']>[0]>['wrap'] = (port) =>
    around(port, {
      after(method) {
        if (method !== 'addTags' || looks++ > 0) return;
        const instance = Object.values(it.rds.world.regions[region]!.clusters).find(({ identifier }) =>
          identifier.includes('green'),
        );
        instance!.status = 'storage-full';
      },
    });
  const end = await ended(it, [hook('beforeSwitchover', 'true'), hook('onFailure', 'true')], { wrap });
  expect(end).toBe('STATUS_NEEDS_SOMEBODY');
  expect(log()).toEqual(['beforeSwitchover', 'onFailure']);
  expect(sent(it)).toBe(0);
});

test('what another run has undone is not switched over', async () => {
  const it = await scenario({ remains: ready });
  const wrap: NonNullable<Parameters<Scenario['upgrade']>[0]>['wrap'] = (port) =>
    around(port, {
      after(method) {
        if (method !== 'addTags') return;
        const deployment = Object.values(it.rds.world.regions[region]!.deployments)[0]!;
        if (!deployment.tags.some(({ Key }) => Key === tagKey.hookBegun)) return;
        const Value = new Date(it.clock.now() + 1_000).toISOString();
        deployment.tags.push({ Key: tagKey.hookUndone, Value });
      },
    });
  expect(await ended(it, [hook('beforeSwitchover', 'true')], { wrap })).toBe('HOOK_UNDONE');
  expect(log()).toEqual(['beforeSwitchover']);
  expect(sent(it)).toBe(0);
});

test('a cancelled switchover is undone once; the next refusal does not undo it again', async () => {
  const it = await scenario({ remains: ready });
  it.rds.addFault({ kind: 'course', effect: 'switchover-cancelled' } as FaultRule);
  const hooks = [hook('beforeSwitchover', 'true'), hook('onFailure', 'echo "$AURORA_OUTCOME" >> log')];
  expect(await ended(it, hooks)).toBe('SWITCHOVER_CANCELLED');
  const first = ['beforeSwitchover', 'onFailure', 'SWITCHOVER_CANCELLED'];
  expect(log()).toEqual(first);
  expect(await ended(it, hooks)).toBe('SWITCHOVER_CANCELLED');
  expect(log()).toEqual(first);
});

test('the run that ran beforeSwitchover was killed: the one that finds the cancellation undoes it', async () => {
  const it = await scenario({ remains: ready });
  it.rds.addFault({ kind: 'course', effect: 'switchover-cancelled' } as FaultRule);
  const hooks = [hook('beforeSwitchover', 'true'), hook('onFailure', 'true')];
  let accepted = false;
  const wrap: NonNullable<Parameters<Scenario['upgrade']>[0]>['wrap'] = (port) =>
    around(port, {
      before() {
        if (accepted) throw new Killed();
      },
      after(method) {
        if (method === 'switchover') accepted = true;
      },
    });
  await expect(ended(it, hooks, { wrap })).rejects.toThrow(Killed);
  expect(log()).toEqual(['beforeSwitchover']);
  it.pass(5);
  expect(await ended(it, hooks)).toBe('SWITCHOVER_CANCELLED');
  expect(log()).toEqual(['beforeSwitchover', 'onFailure']);
});

test('hooks after the switchover decide nothing, are reported, and are repeated by the next run', async () => {
  const it = await scenario({ remains: ready });
  const last = await ended(it, [hook('atSwitchover', 'exit 3'), hook('afterSwitchover', 'exit 4')]);
  expect(typeof last === 'object' && failedAfter(last)).toBe(true);
  const warnings = it.events.flatMap((event) =>
    event.code === 'WARNING' && event.id === 'HOOK_FAILED' ? [event.message] : [],
  );
  expect(warnings).toEqual([
    expect.stringMatching(/atSwitchover .* exit code 3/),
    expect.stringMatching(/afterSwitchover .* exit code 4/),
  ]);
  await ended(it, [hook('atSwitchover', 'true'), hook('afterSwitchover', 'true')]);
  expect(log()).toEqual(['atSwitchover', 'afterSwitchover', 'atSwitchover', 'afterSwitchover']);
});

test('atSwitchover that hangs is stopped at its limit, and the upgrade is done', async () => {
  const it = await scenario({ remains: ready });
  const last = await ended(it, [hook('atSwitchover', 'sleep 600', { timeoutSeconds: 1 })]);
  expect(typeof last === 'object' && failedAfter(last)).toBe(true);
});

test('a file that is another than when the run began is not run', async () => {
  const it = await scenario({ remains: ready });
  writeFileSync(join(folder, 'smoke.sh'), 'true');
  const files = [{ path: 'smoke.sh', sha256: '0'.repeat(64) }];
  expect(await ended(it, [hook('verifyGreen', 'sh smoke.sh', { files })])).toBe('HOOK_CHANGED');
  expect(() => log()).toThrow(/ENOENT/);
  expect(sent(it)).toBe(0);
});

test('beforeSwitchover that was changed while its question stood is refused: nothing says that it began, nothing is undone', async () => {
  const it = await scenario({ remains: ready });
  writeFileSync(join(folder, 'pause.sh'), 'true');
  const files = [{ path: 'pause.sh', sha256: '0'.repeat(64) }];
  const hooks = [hook('beforeSwitchover', 'sh pause.sh', { files }), hook('onFailure', 'true')];
  await expect(it.upgrade({ folder, request: { hooks } })).rejects.toMatchObject({
    code: 'HOOK_CHANGED',
    exitCode: 3,
    remedy: expect.stringMatching(/^Put the file back, or run the command again/),
  });
  expect(() => log()).toThrow(/ENOENT/);
  expect(tagsOf(it)).not.toContain(tagKey.hookBegun);
});

test('a file that came to be since the run began is not run', async () => {
  const it = await scenario({ remains: ready });
  const hooks = [
    hook('verifyGreen', 'echo "echo evil >> log" > site.sh'),
    hook('beforeSwitchover', '[ ! -f site.sh ] || sh site.sh', { absent: ['site.sh'] }),
  ];
  expect(await ended(it, hooks)).toBe('HOOK_CHANGED');
  expect(log()).toEqual(['verifyGreen']);
  expect(sent(it)).toBe(0);
});

test('what one hook keeps in a file that it names is there for the one that undoes it', async () => {
  const it = await scenario({ remains: ready });
  it.rds.addFault({ kind: 'course', effect: 'switchover-cancelled' } as FaultRule);
  const hooks = [
    hook('beforeSwitchover', 'echo kept > saved', { absent: ['saved'] }),
    hook('onFailure', 'cat saved >> log', { absent: ['saved'] }),
  ];
  expect(await ended(it, hooks)).toBe('SWITCHOVER_CANCELLED');
  expect(log()).toEqual(['beforeSwitchover', 'onFailure', 'kept']);
});

test('an interruption ends the hook; what it did is said to stand', async () => {
  const it = await scenario({ remains: ready });
  const controller = new AbortController();
  const hooks = [hook('beforeSwitchover', 'echo begun; sleep 600'), hook('onFailure', 'true')];
  const watch = setInterval(() => {
    if (it.events.some(({ code }) => code === 'HOOK')) controller.abort(new Error('interrupted'));
  }, 20);
  await expect(ended(it, hooks, { signal: controller.signal })).rejects.toThrow('interrupted');
  clearInterval(watch);
  expect(log()).toEqual(['beforeSwitchover']);
  expect(it.events.at(-1)).toMatchObject({ code: 'WARNING', id: 'HOOK_UNDO_OPEN' });
  // The next run is stopped by a "no": whoever ran the hook may be about to switch over, as far as it knows. Later nobody is.
  expect(await ended(it, hooks, { confirm: false })).toBe('NOT_CONFIRMED');
  expect(log()).toEqual(['beforeSwitchover']);
  expect(it.events.at(-1)).toMatchObject({ code: 'WARNING', id: 'HOOK_UNDO_OPEN' });
  it.pass(90);
  expect(await ended(it, hooks, { confirm: false })).toBe('NOT_CONFIRMED');
  expect(log()).toEqual(['beforeSwitchover', 'onFailure']);
});

test.each([
  ['true', false],
  ['exit 1', true],
])('an abort undoes what beforeSwitchover did before it deletes the tag that says so: %s', async (command, fails) => {
  const it = await scenario({ remains: ready });
  const dies = ended(it, [hook('beforeSwitchover', 'true')], {
    wrap: (port) =>
      around(port, {
        before(method) {
          if (method === 'switchover') throw new Killed();
        },
      }),
  });
  await expect(dies).rejects.toThrow(Killed);
  const questions: string[] = [];
  const ask = async ({ question }: { question: string }) => questions.push(question) > 0;
  await ended(it, [hook('onFailure', command)], { steps: abortStepsWith, ask });
  expect(log()).toEqual(['beforeSwitchover', 'onFailure']);
  expect(questions).toHaveLength(1);
  expect(it.rds.world.regions[region]!.deployments).toEqual({});
  expect(it.events.some((event) => event.code === 'WARNING' && event.id === 'HOOK_FAILED')).toBe(fails);
});

test('an abort of an upgrade that was never that far runs no hook', async () => {
  const it = await scenario({ remains: ready });
  await ended(it, [hook('onFailure', 'true')], { steps: abortStepsWith });
  expect(() => log()).toThrow(/ENOENT/);
  expect(it.rds.world.regions[region]!.deployments).toEqual({});
});

test('a hook sees these variables, and no credentials', async () => {
  const it = await scenario({ remains: ready });
  const before = { ...process.env };
  Object.assign(process.env, { AWS_SECRET_ACCESS_KEY: 'x', TF_VAR_password: 'x', PGPASSWORD: 'x', PGUSER: 'smoke' });
  try {
    await ended(it, [hook('verifyGreen', 'env > seen', { env: ['PGUSER'] })]);
  } finally {
    process.env = before;
  }
  const seen = Object.fromEntries(
    readFileSync(join(folder, 'seen'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
  const passed = [
    'PATH',
    'HOME',
    'USER',
    'LOGNAME',
    'SHELL',
    'LANG',
    'LANGUAGE',
    'LC_ALL',
    'LC_CTYPE',
    'TZ',
    'TERM',
    'NO_COLOR',
    'TMPDIR',
    'TMP',
    'TEMP',
    'CI',
  ];
  const there = passed.filter((name) => process.env[name] !== undefined);
  // The shell itself sets PWD, SHLVL and _.
  const names = Object.keys(seen).filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name));
  expect(names.sort()).toEqual([...there, ...Object.keys(hookVariables), 'PGUSER'].sort());
  expect(seen).toMatchObject({ AURORA_HOOK: 'verifyGreen', AURORA_TO_VERSION: '15.10', AURORA_FROM_VERSION: '15.6' });
  expect(seen.AURORA_GREEN_ENDPOINT).toMatch(/-green-/);
  expect(seen.AURORA_ENDPOINT).not.toMatch(/-green-/);
});
