import { assess, nextStep } from '../../scripts/runbook/next-step';
import { type Assessment, done, refuse, type Step } from '../../scripts/runbook/step';
import { UpgradeError } from '../../scripts/runtime/errors';
import type { Fact } from '../../scripts/view/view';
import { green, type Setting, viewOf } from '../support/view-of';

const act: Assessment = { state: 'act', will: ['do it'] };
const wait: Assessment = { state: 'wait', for: { what: 'gone', names: [] }, watch: [], limit: 1, every: 1, remedy: '' };
const no = refuse(new UpgradeError({ code: 'NOT_CONFIRMED', message: 'No.', remedy: 'Look.' }));
const past = done('it lies behind');

function step(id: string, says: Assessment, more: Partial<Step> = {}): Step {
  return { id, title: '', doneWhen: 'it is done', needs: () => [], outline: () => '', assess: () => says, ...more };
}
/** Foreseeable. */
const foreseen = (id: string, says: Assessment) => step(id, says, { foreseeable: true });
const never = step('never', past, {
  assess: () => {
    throw new Error('This step was not to be asked.');
  },
});
const needing = (id: string, ...facts: Fact[]) => step(id, past, { needs: () => facts });

/** `a` is done, `b` is next with its state, `(c)` comes later, `(c: act)` was foreseen. */
function told(position: ReturnType<typeof nextStep>): string {
  if ('missing' in position) return `reads ${position.missing.join(' and ')}`;
  const { next, later } = position;
  return [
    ...position.done.map(({ step, because }) => `${step.id} ${because.state}`),
    ...(next === undefined ? [] : [`${next.step.id} ${next.assessment.state}`]),
    ...later.map(({ step, assessment }) =>
      assessment === undefined ? `(${step.id})` : `(${step.id} ${assessment.state})`,
    ),
  ].join(', ');
}

interface Row {
  shows: string;
  steps: Step[];
  setting?: Setting;
  foresee?: boolean;
  comes: string;
}
const underway: Setting = { underway: {} };
const rows: Row[] = [
  { shows: 'no steps: nothing is next', steps: [], comes: '' },
  { shows: 'all are done', steps: [step('a', past), step('b', past)], comes: 'a done, b done' },
  {
    shows: 'the first that is not done is next, and none behind it is asked',
    steps: [step('a', past), step('b', act), never],
    comes: 'a done, b act, (never)',
  },
  { shows: 'a wait holds up what comes later', steps: [step('a', wait), never], comes: 'a wait, (never)' },
  { shows: 'so does a refusal', steps: [step('a', no), never], comes: 'a refuse, (never)' },
  {
    shows: 'what is foreseeable is not asked unasked',
    steps: [step('a', act), { ...never, foreseeable: true }],
    comes: 'a act, (never)',
  },
  {
    shows: 'a dry run also asks what blue alone tells, and nothing else',
    steps: [step('a', act), foreseen('b', no), never, foreseen('c', past)],
    foresee: true,
    comes: 'a act, (b refuse), (never), (c done)',
  },
  {
    shows: 'once a deployment is in progress blue alone tells nothing any more',
    steps: [step('a', act), { ...never, foreseeable: true }],
    setting: underway,
    foresee: true,
    comes: 'a act, (never)',
  },
  {
    shows: 'a fact that the next step needs is read before anything is said',
    steps: [step('a', past), needing('b', 'green', 'snapshots')],
    comes: 'reads green and snapshots',
  },
  {
    shows: 'but not the facts of steps behind it',
    steps: [step('a', act), needing('b', 'green')],
    comes: 'a act, (b)',
  },
  {
    shows: 'except where they are foreseen',
    steps: [step('a', act), { ...needing('b', 'engine'), foreseeable: true }],
    foresee: true,
    comes: 'reads engine',
  },
  {
    shows: 'only what is missing is read',
    steps: [needing('a', 'green', 'engine')],
    setting: { facts: { green: green() } },
    comes: 'reads engine',
  },
  {
    shows: 'that green is not visible was read as well',
    steps: [needing('a', 'green')],
    setting: { facts: { green: null } },
    comes: 'a done',
  },
  {
    shows: 'production and deployments come before all steps',
    steps: [never],
    setting: { facts: { production: undefined, deployments: undefined } },
    comes: 'reads production and deployments',
  },
  {
    shows: 'each of them',
    steps: [never],
    setting: { facts: { deployments: undefined } },
    comes: 'reads deployments',
  },
];

test.each(rows)('$shows', ({ steps, setting, foresee, comes }) => {
  expect(told(nextStep(viewOf(setting), steps, foresee))).toBe(comes);
});

test('what a step needs may depend on what is known', () => {
  const asking = step('a', past, {
    needs: ({ facts }) => (facts.deployments?.underway === undefined ? [] : ['green']),
  });
  expect(assess(asking, viewOf())).toBe(past);
  expect(assess(asking, viewOf(underway))).toEqual({ missing: ['green'] });
});
