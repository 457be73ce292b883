import { conclude } from '../../scripts/commands/conclude';
import { codeAsIs } from '../../scripts/runbook/code-edit';
import { askedOf } from '../../scripts/runbook/upgrade/prove-plan';
import { ExitCode } from '../../scripts/runtime/errors';
import type { PlanProof } from '../../scripts/terraform/proof-kinds';
import type { Phase } from '../../scripts/view/phase';
import type { View } from '../../scripts/view/view';
import { type Setting, viewOf } from '../support/view-of';

/** Production runs what the code says, and Terraform has said this of it. */
function proven(is: PlanProof, setting: Setting = {}): View {
  const view = viewOf({ running: '15.10', ...setting });
  return { ...view, memory: { ...view.memory, answers: { proof: { of: askedOf(view), is } } } };
}
/** Production runs 15.10, and the edit by which the code says so was put off. */
function sharing(waitsFor: string[]): View {
  const view = viewOf({ running: '15.10', code: { engineVersion: '15.6', upgradeTo: '15.10' } });
  const is = { to: { engineVersion: '15.10', previousEngineVersion: '15.6' }, waitsFor };
  return { ...view, memory: { ...view.memory, answers: { editPutOff: { of: codeAsIs(view), is } } } };
}
/** A hook after the switchover ended with 1. */
function hookFailed(view: View): View {
  const failed = { state: 'failed', error: new Error('It ended with 1.') } as never;
  return { ...view, memory: { ...view.memory, hooks: { afterSwitchover: failed } } };
}
const notProven = (terraformMissing: boolean): PlanProof => ({
  kind: 'not-proven',
  terraformMissing,
  reason: 'Terraform failed.',
  remedy: 'Look.',
});
const empty: PlanProof = { kind: 'no-changes' };
const changes: PlanProof = { kind: 'changes', addresses: ['a'] };

interface Row {
  shows: string;
  view: View;
  until?: string;
  before?: Phase;
  name: string;
  code: keyof typeof ExitCode;
  message: RegExp;
}

const rows: Row[] = [
  {
    shows: 'the plan is empty',
    view: proven(empty),
    name: 'no-changes',
    code: 'done',
    message: /^runs 15\.10\. No changes\. Your infrastructure matches the configuration\.$/,
  },
  {
    shows: 'the plan is empty, and a hook failed',
    view: hookFailed(proven(empty)),
    name: 'no-changes',
    code: 'changes',
    message: /No changes/,
  },
  {
    shows: 'nothing is proven, and a hook failed',
    view: hookFailed(proven(notProven(false))),
    name: 'not-proven',
    code: 'failed',
    message: /Could not verify/,
  },
  {
    shows: 'it destroys what it should',
    view: proven({ kind: 'only-expected', addresses: ['a'] }),
    name: 'only-expected',
    code: 'done',
    message: /^runs 15\.10\. The plan is what was expected/,
  },
  {
    shows: 'it changes something else of the stack',
    view: proven({ kind: 'changes-elsewhere', addresses: ['a'] }),
    name: 'changes-elsewhere',
    code: 'changes',
    message: /does not change this cluster, but something else/,
  },
  { shows: 'it changes this cluster', view: proven(changes), name: 'changes', code: 'changes', message: /not empty/ },
  {
    shows: 'others share the edit of the code, and are still to come',
    view: sharing(['billing', 'users']),
    name: 'waits-for-code',
    code: 'changes',
    message:
      /^runs 15\.10\. The code is written once billing, users have reached this step: one edit changes them all\.$/,
  },
  {
    shows: 'the same, where the run ends there',
    view: sharing(['users']),
    until: 'reconciled',
    name: 'waits-for-code',
    code: 'changes',
    message: /written once users has reached this step/,
  },
  {
    shows: 'the guards of other clusters stop it',
    view: proven({ kind: 'waits-for-others', clusters: ['payments', 'users'] }),
    name: 'waits-for-others',
    code: 'changes',
    message: /once payments, users is upgraded/,
  },
  {
    shows: 'there is no terraform: nothing is known, and nothing was asked for in vain',
    view: proven(notProven(true)),
    name: 'not-proven',
    code: 'done',
    message: /Could not verify that the plan is empty: there is no terraform here/,
  },
  {
    shows: 'terraform failed',
    view: proven(notProven(false)),
    name: 'not-proven',
    code: 'failed',
    message: /Could not verify that the plan is empty \(see above\)/,
  },
  {
    shows: 'the same, with nothing to upgrade',
    view: proven(notProven(false)),
    before: 'current',
    name: 'not-proven',
    code: 'failed',
    message: /^nothing to upgrade: it runs 15\.10\. Could not verify/,
  },
  {
    shows: 'there was nothing to do',
    view: proven(empty),
    before: 'current',
    name: 'nothing',
    code: 'done',
    message: /^nothing to do: it runs 15\.10, as the code says\. No changes/,
  },
  {
    shows: 'nothing to upgrade, and the plan is not empty all the same',
    view: proven(changes),
    before: 'current',
    name: 'changes',
    code: 'changes',
    message: /^runs 15\.10\. The plan is not empty/,
  },
  {
    shows: 'the run ended before the proof',
    view: viewOf({ running: '15.10' }),
    until: 'reconciled',
    name: 'done',
    code: 'done',
    message: /^runs 15\.10$/,
  },
  {
    shows: 'an answer of terraform to another question is none',
    view: { ...proven(changes), desired: viewOf({ code: { engineVersion: '15.12' } }).desired },
    until: 'reconciled',
    name: 'done',
    code: 'done',
    message: /^runs 15\.10$/,
  },
  {
    shows: 'until green: it stands',
    view: viewOf({ underway: {} }),
    until: 'green',
    name: 'green',
    code: 'done',
    message: /^green runs 15\.10; production still runs 15\.6$/,
  },
  {
    shows: 'until green, with no deployment: there was no need of one',
    view: viewOf({ running: '15.10' }),
    until: 'green',
    name: 'done',
    code: 'done',
    message: /^runs 15\.10$/,
  },
  {
    shows: 'a hop was taken, and the code leads further',
    view: viewOf({ code: { engineVersion: '16.4' }, running: '15.5' }),
    name: 'hop',
    code: 'changes',
    message: /^runs 15\.5\. The code says 16\.4: remove the old environment \(.*cleanup.*\), then take the next hop/,
  },
  {
    shows: 'of a hop that was to end earlier only that is told',
    view: viewOf({ code: { engineVersion: '16.4' }, running: '15.5' }),
    until: 'switched',
    name: 'done',
    code: 'done',
    message: /^runs 15\.5$/,
  },
];

test.each(rows)('$shows', ({ view, until, before = 'before', name, code, message }) => {
  expect(conclude(view, until, before)).toEqual({
    name,
    code: ExitCode[code],
    message: expect.stringMatching(message),
  });
});
