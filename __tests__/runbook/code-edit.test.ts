import type { CodeVersions } from '../../scripts/desired/code-versions';
import type { CodePort } from '../../scripts/runbook/step';
import { provePlan } from '../../scripts/runbook/upgrade/prove-plan';
import { reconcileCode } from '../../scripts/runbook/upgrade/reconcile-code';
import { scenario } from '../support/scenario';
import { type Setting, viewOf } from '../support/view-of';

const done = { engineVersion: '16.4', previousEngineVersion: '15.6' };
const declared: Setting = { code: { engineVersion: '15.6', upgradeTo: '16.4' }, running: '16.4' };
const putOff = (of: string, to: CodeVersions): Setting => ({
  ...declared,
  memory: { answers: { editPutOff: { of, is: { to, waitsFor: ['billing', 'users'] } } } },
});

describe('an edit that was put off', () => {
  it.each<[string, Setting, object]>([
    [
      'is done as far as it can be',
      putOff('15.6 16.4 -', done),
      {
        state: 'done',
        attention: true,
        because: expect.stringMatching(/^written once billing, users have reached this step/),
      },
    ],
    ['counts for no other code', putOff('15.6 16.2 -', done), { state: 'act' }],
    ['counts for no other version', putOff('15.6 16.4 -', { ...done, engineVersion: '16.6' }), { state: 'act' }],
    ['was not asked for', declared, { state: 'act' }],
  ])('%s', (_name, setting, assessment) => {
    expect(reconcileCode.assess(viewOf(setting))).toMatchObject(assessment);
  });

  it('is worth no plan', () => {
    expect(provePlan.assess(viewOf(putOff('15.6 16.4 -', done)))).toMatchObject({
      state: 'done',
      attention: true,
      because: 'Not verified yet: the code is written once billing, users have reached this step',
    });
  });
});

test('a run whose edit is put off ends well, asks once, and leaves the code and the plan alone', async () => {
  const it = await scenario({ version: '15.6', running: '15.6', upgradeTo: '15.10' });
  let asked = 0;
  const write: CodePort['write'] = async () => {
    asked += 1;
    return { waitsFor: ['billing'] };
  };
  const plan = { prove: () => Promise.reject(new Error('There is nothing to be planned.')) };
  await it.upgrade({ write, plan });
  expect(asked).toBe(1);
  expect(it.code.versions).toEqual({ engineVersion: '15.6', upgradeTo: '15.10' });
  const because = it.events.flatMap((event) => (event.code === 'STEP_DONE' && event.attention ? [event.because] : []));
  expect(because).toEqual([
    'written once billing has reached this step: one edit changes them all',
    'Not verified yet: the code is written once billing has reached this step',
  ]);

  // Killed, and run again: what lies behind is done, and it comes to the same edit, which is written now.
  const created = it.rds.world.calls.CreateBlueGreenDeployment;
  await it.upgrade();
  expect(it.code.versions).toEqual({ engineVersion: '15.10', previousEngineVersion: '15.6' });
  expect(it.rds.world.calls.CreateBlueGreenDeployment).toBe(created);
});
