import { AddTagsToResourceCommand, ModifyDBClusterParameterGroupCommand } from '@aws-sdk/client-rds';
import { confirmer } from '../../../scripts/cli/confirm';
import { requireApproval } from '../../../scripts/commands/require-approval';
import type { AskedAt, DatabaseLook } from '../../../scripts/database/answers';
import { observe } from '../../../scripts/observed/observe';
import type { RunEvent } from '../../../scripts/report/event';
import { approvalFacts, nextApproval } from '../../../scripts/runbook/approval/next-approval';
import { upTo } from '../../../scripts/runbook/upgrade';
import { createDeployment } from '../../../scripts/runbook/upgrade/create-deployment';
import { verifyGreen } from '../../../scripts/runbook/upgrade/verify-green';
import { UpgradeError } from '../../../scripts/runtime/errors';
import { tagKey } from '../../../scripts/view/tag-key';
import { region } from '../../support/created-cluster';
import { looked } from '../../support/looked';
import type { Typed } from '../../support/request-of';
import { type Remains, type RunOptions, type Scenario, scenario } from '../../support/scenario';

/** As a scenario plays them. */
const noDatabases = {
  look: async (_: unknown, when: string) =>
    /^standing/.test(when) ? { kind: 'unasked' as const } : { kind: 'no-database' as const },
};

let built: Remains;
beforeAll(async () => {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: upTo(verifyGreen) });
  built = it.remains();
});

/** What --until green, or --plan, shows. */
async function shown(it: Scenario, request?: Typed, standing?: (when: AskedAt) => DatabaseLook): Promise<string> {
  const view = it.view(request);
  const databases =
    standing === undefined ? noDatabases : { look: async (_: unknown, when: AskedAt) => standing(when) };
  const sources = { ...(await it.sources()), databases };
  await observe(view, ['production', 'deployments'], sources);
  await observe(view, approvalFacts(view), sources);
  return nextApproval(view)!.code;
}

/** As a run without a terminal ends that is given these codes. */
async function ended(
  it: Scenario,
  approve: string[],
  { request = {}, steps, standing }: Pick<RunOptions, 'request' | 'steps' | 'standing'> = {},
) {
  const said: RunEvent[] = [];
  const confirm = confirmer({ approve }, (event) => said.push(event));
  const typed = { ...request, approve } as Typed;
  try {
    await it.upgrade({
      request: typed,
      ask: (confirmation) => confirm(confirmation, it.view(typed)),
      ...(steps && { steps }),
      ...(standing && { standing }),
    });
    return { end: 'done', said };
  } catch (error) {
    if (!(error instanceof UpgradeError)) throw error;
    return { end: error.code, exitCode: error.exitCode, message: error.message, remedy: error.remedy, said };
  }
}

const switchovers = (it: Scenario) =>
  it.calls().filter(({ operation }) => operation === 'SwitchoverBlueGreenDeployment').length;
const creations = (it: Scenario) =>
  it.calls().filter(({ operation }) => operation === 'CreateBlueGreenDeployment').length;

test('what --until green shows switches over a day later, on another machine', async () => {
  const first = await scenario({ remains: built });
  const code = await shown(first);
  const it = await scenario({ remains: first.remains() });
  it.pass(24 * 60);
  expect(await ended(it, [code])).toMatchObject({ end: 'done' });
  expect(switchovers(it)).toBe(1);
});

describe('a code that no longer fits', () => {
  const shownNow: RunEvent[] = [];
  const begins = async (it: Scenario, code: string, request: Typed = {}, clock = it.clock) => {
    const view = it.view(request);
    const sources = {
      ...(await it.sources()),
      databases: noDatabases,
      clock,
    };
    await observe(view, ['production', 'deployments'], sources);
    return requireApproval(view, [code], sources, (event) => shownNow.push(event));
  };
  const hooks = (command: string) => [
    { point: 'verifyGreen' as const, command, timeoutSeconds: 60, env: [], files: [] },
  ];

  test('is refused before a hook runs, also outside the window', async () => {
    const it = await scenario({ remains: built });
    const code = await shown(it, { hooks: hooks('true') });
    await begins(it, code, { hooks: hooks('true') });
    const refused = { code: 'NOT_APPROVED', exitCode: 3, message: expect.stringContaining('this has changed: hooks.') };
    expect(shownNow).toEqual([]);
    await expect(begins(it, code, { hooks: hooks('false') })).rejects.toMatchObject(refused);
    // The refusal names another code: nobody may be handed one without what it covers.
    expect(shownNow).toEqual([
      expect.objectContaining({
        code: 'APPROVAL',
        to: 'switchover',
        covers: expect.arrayContaining([{ fact: 'hooks', says: expect.anything() }]),
      }),
    ]);
    it.code.switchWindow = ['Sun 02:00-04:00 Asia/Tokyo'];
    const windowed = { ...refused, message: expect.stringContaining('this has changed: window.') };
    await expect(begins(it, code, { hooks: hooks('true') })).rejects.toMatchObject(windowed);
  });

  test('of building green is none to switch over, and is not asked for while green is built', async () => {
    const fresh = await scenario();
    const create = await shown(fresh);
    await begins(fresh, create);
    await begins(fresh, 's0');
    const it = await scenario({ remains: built });
    await expect(begins(it, create)).rejects.toMatchObject({ message: expect.stringContaining('two consents') });
  });
});

test('a role that somebody made on production since is refused, and shown; that code is given by another look at the same world', async () => {
  const it = await scenario({ remains: built });
  const made = { PG_GLOBALS: { rows: [{ kind: 'role', objects: JSON.stringify([['team', 'a1', '']]) }] } };
  const asked: string[] = [];
  const look = (when: string, rows = {}) => {
    asked.push(when);
    return looked(when as AskedAt, when === 'standing' ? rows : {});
  };
  const before = await shown(it, undefined, (when) => look(when));
  expect(asked).toEqual(['standing', 'standing-green']);
  const standing = (_: string, when: AskedAt) => look(when, made);
  const refused = await ended(it, [before], { standing });
  expect(refused).toMatchObject({ end: 'NOT_APPROVED', exitCode: 3 });
  expect(refused.message).toContain('this has changed: losses.');
  expect(refused.said).toContainEqual(
    expect.objectContaining({
      code: 'APPROVAL',
      covers: expect.arrayContaining([{ fact: 'losses', says: ['lost: role team (only on production a1)'] }]),
    }),
  );
  it.pass(24 * 60);
  const now = await shown(it, undefined, (when) => look(when, made));
  expect(await ended(it, [now], { standing })).toMatchObject({ end: 'done' });
  expect(switchovers(it)).toBe(1);
});

test.each<[string, (it: Scenario) => Typed | undefined, string]>([
  ['a skipped check', () => ({ skip: [{ id: 'PG_LO', reason: 'none' }] }), 'skipped'],
  [
    'a hook',
    () => ({ hooks: [{ point: 'verifyGreen', command: 'true', timeoutSeconds: 9, env: [], files: [] }] }),
    'hooks',
  ],
  ['the timeout', () => ({ switchoverTimeoutSeconds: 900 }), 'limits'],
  [
    'the window',
    (it) => {
      it.code.switchWindow = ['Sun-Sat 00:00-24:00 UTC'];
      return undefined;
    },
    'window',
  ],
])('%s that has changed since is refused, named, and shown with its own code', async (_, change, fact) => {
  const it = await scenario({ remains: built });
  const code = await shown(it);
  const request = change(it) ?? {};
  const refused = await ended(it, [code], { request });
  expect(refused).toMatchObject({ end: 'NOT_APPROVED', exitCode: 3 });
  expect(refused.message).toContain(`this has changed: ${fact}.`);
  const approve = refused.said.find((event) => event.code === 'APPROVAL')!.approve;
  expect(refused.remedy).toContain(`--approve ${approve}`);
  expect(await ended(it, [approve], { request })).toMatchObject({ end: 'done' });
  expect(switchovers(it)).toBe(1);
});

test('with a code for the switchover alone green is not built, nor with none of its cluster', async () => {
  const it = await scenario();
  const forSwitchover = await shown(await scenario({ remains: built }));
  expect(await ended(it, [forSwitchover])).toMatchObject({ end: 'NOT_APPROVED' });
  expect(await ended(it, [`c${'0'.repeat(24)}`])).toMatchObject({ end: 'NOT_APPROVED', exitCode: 3 });
  expect(creations(it)).toBe(0);
});

/** Both instances of production wait for a restart. */
async function awaitingReboot() {
  const it = await scenario({ stretch: 3 });
  const parameter = { ParameterName: 'max_connections', ParameterValue: '600', ApplyMethod: 'pending-reboot' as const };
  await it.client.send(
    new ModifyDBClusterParameterGroupCommand({
      DBClusterParameterGroupName: 'aurora-bg-aurora-pg15-cluster-params',
      Parameters: [parameter],
    }),
  );
  it.pass(1);
  const done = () => ({ rebooted: it.rds.world.calls.RebootDBInstance ?? 0, created: creations(it) });
  return { it, done };
}

test('without its code, production is not rebooted either; with it, the reboot takes no other yes', async () => {
  const { it, done } = await awaitingReboot();
  const run = { request: { rebootSource: true }, steps: upTo(createDeployment) };
  for (const code of [`c${'0'.repeat(24)}`, await shown(it)])
    expect(await ended(it, [code], run)).toMatchObject({ end: 'NOT_APPROVED', exitCode: 3 });
  expect(done()).toEqual({ rebooted: 0, created: 0 });
  expect(await ended(it, [await shown(it, run.request)], run)).toMatchObject({ end: 'done' });
  expect(done()).toEqual({ rebooted: 2, created: 1 });
});

test('production is not rebooted for a deployment that nobody has confirmed, as its data were not checked', async () => {
  const { it, done } = await awaitingReboot();
  const asked: string[] = [];
  const run = (answer: boolean) =>
    it.upgrade({
      data: { kind: 'not-checked', reason: 'Nothing answers.', remedy: 'Open it.' },
      request: { rebootSource: true, acceptUnchecked: true },
      steps: upTo(createDeployment),
      ask: async ({ question }) => {
        asked.push(question);
        return answer;
      },
    });
  await expect(run(false)).rejects.toMatchObject({ code: 'NOT_CONFIRMED' });
  expect(done()).toEqual({ rebooted: 0, created: 0 });
  await run(true);
  expect(done()).toEqual({ rebooted: 2, created: 1 });
  // Once in each run.
  expect(asked).toEqual([expect.stringContaining('--reboot-source'), asked[0]]);
});

test('the code of the creation builds green, and does not switch over', async () => {
  const it = await scenario({ stretch: 3 });
  const code = await shown(it);
  expect(await ended(it, [code], { steps: upTo(createDeployment) })).toMatchObject({ end: 'done' });
  const later = await ended(it, [code]);
  expect(later).toMatchObject({ end: 'NOT_APPROVED' });
  expect(later.message).toContain('two consents');
  expect({ created: creations(it), switched: switchovers(it) }).toEqual({ created: 1, switched: 0 });
});

test('a cancelled switchover is not repeated with the code of the first one', async () => {
  const it = await scenario({ remains: built });
  it.rds.addFault({ kind: 'course', effect: 'switchover-cancelled' });
  const code = await shown(it);
  expect(await ended(it, [code])).toMatchObject({ end: 'SWITCHOVER_CANCELLED' });
  it.pass(10);
  const again = await ended(it, [code], { request: { retrySwitchover: true } });
  expect(again).toMatchObject({ end: 'NOT_APPROVED' });
  expect(again.message).toContain('this has changed: limits.');
  expect(switchovers(it)).toBe(1);
});

test('another run skips a check while the question stands: a yes to what was shown is none to that', async () => {
  const it = await scenario({ remains: built });
  const questions: string[] = [];
  await it.upgrade({
    ask: async ({ approval }) => {
      questions.push(approval!.code);
      if (questions.length > 1) return true;
      const { identifier } = Object.values(it.rds.world.regions[region]!.deployments)[0]!;
      const ResourceName = `arn:aws:rds:${region}:${it.rds.world.account}:deployment:${identifier}`;
      const Tags = [{ Key: `${tagKey.skipped}PG_LO`, Value: 'none left' }];
      await it.client.send(new AddTagsToResourceCommand({ ResourceName, Tags }));
      it.pass(1);
      return true;
    },
  });
  expect(new Set(questions).size).toBe(2);
  expect(switchovers(it)).toBe(1);
});
