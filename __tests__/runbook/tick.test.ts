import { due, sending } from '../../scripts/runbook/acts';
import type { Acting, Assessment, Step } from '../../scripts/runbook/step';
import { tick } from '../../scripts/runbook/tick';
import { UpgradeError } from '../../scripts/runtime/errors';
import { noMemory } from '../../scripts/view/memory';
import type { View } from '../../scripts/view/view';
import { viewOf } from '../support/view-of';

const second = 1_000;
const minute = 60 * second;

const seen = viewOf();

const at = (milliseconds: number, memory = noMemory()): View => ({ ...seen, now: seen.now + milliseconds, memory });

const stepOf = (assessment: Assessment): Step => ({
  id: 'a-step',
  title: '',
  needs: () => [],
  outline: () => '',
  doneWhen: 'it is done',
  assess: () => assessment,
});

const acting = (more: Partial<Acting> = {}): Acting => ({ state: 'act', will: ['do it'], ...more });
const step = stepOf(acting());

describe('when something is sent, and when not', () => {
  /** The act was sent at 0, with that outcome. */
  const sent = (outcome: Parameters<typeof sending>[3], times = 1) => {
    let memory = noMemory();
    for (let i = 0; i < times; i += 1) memory = sending(memory, { lines: ['do it'] }, seen.now, outcome);
    return memory;
  };

  interface Row {
    told: string;
    outcome?: Parameters<typeof sending>[3];
    times?: number;
    later: number;
    kind: string;
  }
  const busy = { busy: ['do it'] };
  const rows: Row[] = [
    { told: 'never sent', times: 0, later: 0, kind: 'send' },
    { told: 'taken, and may still show', outcome: {}, later: 10 * second, kind: 'wait' },
    { told: 'taken once, with nothing seen of it', outcome: {}, later: 31 * second, kind: 'send' },
    { told: 'taken twice, with nothing seen of it', outcome: {}, times: 2, later: 31 * second, kind: 'refuse' },
    { told: 'no answer came, and it may still show', later: 10 * second, kind: 'wait' },
    { told: 'no answer came, and nothing is seen', later: 31 * second, kind: 'send' },
    { told: 'RDS is too busy', outcome: busy, later: 5 * second, kind: 'wait' },
    { told: 'RDS was too busy a moment ago', outcome: busy, later: 10 * second, kind: 'send' },
    { told: 'RDS was busy each time for an hour', outcome: busy, later: 61 * minute, kind: 'refuse' },
  ];
  test.each(rows)('$told: $kind', ({ outcome, times, later, kind }) => {
    expect(due(step, acting(), at(later, sent(outcome, times))).kind).toBe(kind);
  });

  test.each([
    ['taken', {}],
    ['no answer came', undefined],
  ] as const)('what may be sent once is not sent again: %s', (_, outcome) => {
    const act = acting({ once: true, settles: minute });
    expect(due(step, act, at(30 * second, sent(outcome)))).toMatchObject({ kind: 'wait' });
    expect(due(step, act, at(61 * second, sent(outcome)))).toMatchObject({
      kind: 'refuse',
      error: { code: 'WITHOUT_EFFECT' },
    });
  });

  test('of several lines those that are due are sent', () => {
    const memory = sending(noMemory(), { lines: ['one'] }, seen.now, {});
    expect(due(step, acting({ will: ['one', 'two'] }), at(second, memory))).toEqual({ kind: 'send', lines: ['two'] });
  });
});

describe('what ends a run', () => {
  const refusing = stepOf({
    state: 'refuse',
    error: new UpgradeError({ code: 'NOT_CONFIRMED', message: 'No.', remedy: 'Do something.' }),
  });

  test.each([
    ['done', [], 'done'],
    ['refused', [refusing], 'refuse'],
  ] as const)('%s is believed at the second look, five seconds later', (_, steps, end) => {
    const first = tick(at(0), steps);
    expect(first.todo).toEqual({ do: 'look again', at: seen.now + 5 * second });
    expect(tick(at(second, first.memory), steps).todo.do).toBe('look again');
    expect(tick(at(5 * second, first.memory), steps).todo.do).toBe(end);
  });

  test('two looks that differ begin anew, but not for ever', () => {
    let { memory } = tick(at(0), []);
    const other = tick(at(5 * second, memory), [refusing]);
    expect(other.todo.do).toBe('look again');
    memory = other.memory;
    let ends: string | undefined;
    for (let i = 2; ends === undefined; i += 1) {
      const looked = tick(at(i * 5 * second, memory), i % 2 === 0 ? [] : [refusing]);
      memory = looked.memory;
      if (looked.todo.do !== 'look again') ends = `${looked.todo.do} after ${i}`;
      expect(i).toBeLessThan(20);
    }
    expect(ends).toBe('done after 10');
  });

  test('another production of the same name is another end', () => {
    const first = tick(at(0), []);
    const later = at(5 * second, first.memory);
    const { production } = later.facts;
    const cluster = { ...production!.cluster, resourceId: 'cluster-OTHER' };
    const renamed = { ...later, facts: { ...later.facts, production: { ...production!, cluster } } };
    expect(tick(renamed, []).todo.do).toBe('look again');
  });
});

test('a question is asked until it was answered, and nothing is sent before', () => {
  const confirm = { question: 'Sure?', declined: new UpgradeError({ code: 'NOT_CONFIRMED', message: '', remedy: '' }) };
  const steps = [stepOf(acting({ confirm }))];
  const asked = tick(at(0), steps);
  expect(asked.todo).toMatchObject({ do: 'ask', confirmation: { question: 'Sure?' } });
  expect(asked.events).toEqual([]);
  const answered = tick(at(0, { ...asked.memory, confirmed: ['Sure?'] }), steps);
  expect(answered.todo).toMatchObject({ do: 'act', lines: ['do it'] });
});

test('a tick changes nothing that it is given', () => {
  const view = at(0);
  const before = structuredClone({ facts: view.facts, memory: view.memory });
  tick(view, [stepOf(acting())]);
  tick(view, []);
  expect({ facts: view.facts, memory: view.memory }).toEqual(before);
});

test('memory is plain data', () => {
  const { memory } = tick(at(0, sending(noMemory(), { lines: ['do it'] }, seen.now, {})), []);
  expect(JSON.parse(JSON.stringify(memory))).toEqual(memory);
});

test('a wait ends at its limit, from the time that RDS gives', () => {
  const since = seen.now - 9 * minute;
  const waits = stepOf({
    state: 'wait',
    for: { what: 'gone', names: ['x'] },
    watch: [],
    since,
    limit: 10 * minute,
    every: second,
    remedy: 'Look.',
  });
  expect(tick(at(0), [waits]).todo).toMatchObject({ do: 'wait', until: seen.now + second });
  const over = tick(at(61 * second), [waits]);
  expect(over.todo.do).toBe('look again');
  expect(tick(at(66 * second, over.memory), [waits]).todo).toMatchObject({
    do: 'refuse',
    error: { code: 'WAIT_LIMIT' },
  });
});
