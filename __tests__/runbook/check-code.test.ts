import type { CodeVersions } from '../../scripts/desired/code-versions';
import type { GroupsPort } from '../../scripts/runbook/step';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { checkCode } from '../../scripts/runbook/upgrade/check-code';
import { refusal, type UpgradeError } from '../../scripts/runtime/errors';
import { createGroups } from '../support/created-cluster';
import { type RunOptions, type Scenario, scenario } from '../support/scenario';
import { type Setting, viewOf } from '../support/view-of';

const changing = (it: Scenario) =>
  it.calls().flatMap(({ operation }) => (/^(Describe|List|Get)/.test(operation) ? [] : [operation]));

/** The code's and Terraform's ports, which tell in which order they are asked. */
function ports(it: Scenario, refused?: UpgradeError) {
  const asked: string[] = [];
  const creates = (what: string): GroupsPort['plan'] => {
    return async (_cluster, addresses) => {
      asked.push(what);
      if (what === 'apply groups') await createGroups(it.client, '15');
      return { kind: 'creates', addresses: [...addresses] };
    };
  };
  const options = {
    async check(_cluster, to: CodeVersions) {
      asked.push(`check ${to.engineVersion}, formerly ${to.previousEngineVersion}`);
      if (refused !== undefined) throw refused;
    },
    groups: {
      unheld: async () => ({ kind: 'known', created: [], replaced: [] }),
      plan: creates('plan groups'),
      apply: creates('apply groups'),
    },
  } satisfies RunOptions;
  return { asked, options };
}

const bumped = { version: '15.5', running: '14.10' };

test('the code is tried before anything is created, the targeted apply included', async () => {
  const it = await scenario(bumped);
  const { asked, options } = ports(it);
  await it.upgrade(options);
  expect(asked).toEqual(['check 15.5, formerly 14.10', 'plan groups', 'apply groups']);
});

test('a code that cannot follow ends the run before anything is planned or created', async () => {
  const it = await scenario(bumped);
  const { asked, options } = ports(it, refusal('CODE_SHARED', 'It is shared.', 'Take them together.'));
  await expect(it.upgrade(options)).rejects.toMatchObject({ code: 'CODE_SHARED' });
  expect(asked).toEqual(['check 15.5, formerly 14.10']);
  expect(changing(it)).toEqual([]);
});

test('it is tried once a run, and no more when the deployment stands', async () => {
  const it = await scenario({ version: '14.10', running: '14.10', upgradeTo: '15.5' });
  await createGroups(it.client, '15');
  const { asked, options } = ports(it);
  await it.upgrade({ ...options, steps: stepsUntil('green') });
  await it.upgrade(options);
  expect(asked).toEqual(['check 15.5, formerly 14.10']);
  expect(it.code.versions).toEqual({ engineVersion: '15.5', previousEngineVersion: '14.10' });
});

describe('what it says', () => {
  const tried = (of: string, is: CodeVersions) => ({ memory: { answers: { editTried: { of, is } } } });
  const declared: Setting = { code: { engineVersion: '15.6', upgradeTo: '16.4' } };
  const done = { engineVersion: '16.4', previousEngineVersion: '15.6' };
  const lines = [
    'try on a copy: write engineVersion "16.4" into the code (it says "15.6"); remove upgradeTo "16.4" from the code; write previousEngineVersion "15.6" into the code',
  ];
  it.each<[string, Setting, object]>([
    ['a code that says it already', {}, { state: 'done', because: 'the code needs no change' }],
    ['a declared upgrade', declared, { state: 'act', will: lines }],
    ['one that was tried', { ...declared, ...tried('15.6 16.4 -', done) }, { state: 'done' }],
    ['one that was tried with another code', { ...declared, ...tried('15.6 16.2 -', done) }, { state: 'act' }],
    [
      'one that was tried for another version',
      { ...declared, ...tried('15.6 16.4 -', { engineVersion: '16.2' }) },
      { state: 'act' },
    ],
    ['one that is in progress', { ...declared, underway: { origin: { toVersion: '16.4' } } }, { state: 'done' }],
    ['one that is done', { ...declared, running: '16.4' }, { state: 'done', because: 'no switchover is needed' }],
  ])('%s', (_name, setting, assessment) => {
    expect(checkCode.assess(viewOf(setting))).toMatchObject(assessment);
  });
});
