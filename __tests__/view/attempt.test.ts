import type { RdsEvent } from '../../scripts/aws/rds/types';
import { attempt, hasSwitched, mayRetry, noticed } from '../../scripts/view/attempt';
import type { Memory } from '../../scripts/view/memory';
import { announced, event, type Setting, secondsAgo, thisRun, viewOf } from '../support/view-of';

const started = (at: number) => event(at, 'Switchover from orders to orders-green-abc123 started.');
const cancelled = (at: number, message = 'The switchover was cancelled due to external replication.') =>
  event(at, message);

interface Row {
  shows: string;
  tags?: Record<string, string>;
  status?: string;
  details?: string;
  green?: RdsEvent[];
  source?: RdsEvent[];
  memory?: Partial<Memory>;
  is: object;
}

const none = { kind: 'none' };
const unknown = 'RDS reports nothing about it, and whether it ever began is not known.';
const noReason = 'RDS gives no reason.';

const rows: Row[] = [
  { shows: 'nothing was announced', is: none },
  {
    shows: 'announced 59 seconds ago: RDS may still tell',
    tags: announced(1, secondsAgo(59)),
    is: { kind: 'open', number: 1, at: secondsAgo(59) },
  },
  {
    shows: 'announced a minute ago, and still where it was',
    tags: announced(1, secondsAgo(60)),
    is: { kind: 'cancelled', number: 1, at: secondsAgo(60), reason: unknown, begun: false },
  },
  {
    shows: 'RDS took it, and tells nothing more',
    tags: announced(1, secondsAgo(60), { accepted: true }),
    is: { kind: 'cancelled', number: 1, at: secondsAgo(60), reason: noReason, begun: true },
  },
  {
    shows: 'it began, says an event, and nothing more',
    tags: announced(1, secondsAgo(90)),
    green: [started(secondsAgo(80))],
    is: { kind: 'cancelled', number: 1, at: secondsAgo(80), reason: noReason, begun: true },
  },
  {
    shows: 'one that began later than the last announcement is open as of its own beginning',
    tags: announced(1, secondsAgo(90)),
    source: [started(secondsAgo(30))],
    is: { kind: 'open', number: 1, at: secondsAgo(30) },
  },
  {
    shows: 'the last of several announcements counts, and not what became of the one before',
    tags: { ...announced(2, secondsAgo(30)), ...announced(1, secondsAgo(900), { accepted: true }) },
    green: [started(secondsAgo(890)), cancelled(secondsAgo(880))],
    is: { kind: 'open', number: 2, at: secondsAgo(30) },
  },
  {
    shows: 'an event tells of the cancellation within the minute',
    tags: announced(1, secondsAgo(30)),
    green: [cancelled(secondsAgo(10))],
    is: {
      kind: 'cancelled',
      number: 1,
      at: secondsAgo(30),
      endedAt: secondsAgo(10),
      reason: 'The switchover was cancelled due to external replication.',
      begun: true,
    },
  },
  {
    shows: 'production tells of it rather than the deployment, with one l, and of the sequence',
    tags: announced(1, secondsAgo(30)),
    source: [cancelled(secondsAgo(10), 'Sequence canceled')],
    is: {
      kind: 'cancelled',
      number: 1,
      at: secondsAgo(30),
      endedAt: secondsAgo(10),
      reason: 'Sequence canceled.',
      begun: true,
    },
  },
  {
    shows: 'two seconds before the announcement is the slack of two clocks',
    tags: announced(1, secondsAgo(30)),
    green: [cancelled(secondsAgo(32))],
    is: expect.objectContaining({ kind: 'cancelled' }),
  },
  {
    shows: 'more than two seconds before it tells of another attempt',
    tags: announced(1, secondsAgo(30)),
    green: [cancelled(secondsAgo(33))],
    is: { kind: 'open', number: 1, at: secondsAgo(30) },
  },
  {
    shows: 'something else was cancelled',
    tags: announced(1, secondsAgo(30)),
    green: [cancelled(secondsAgo(10), 'The backup was cancelled.')],
    is: { kind: 'open', number: 1, at: secondsAgo(30) },
  },
  {
    shows: 'of several events the one with a reason is told',
    tags: announced(1, secondsAgo(30)),
    details: 'Timed out',
    green: [cancelled(secondsAgo(20)), cancelled(secondsAgo(10), 'Switchover cancelled')],
    is: expect.objectContaining({ reason: 'The switchover was cancelled due to external replication.' }),
  },
  {
    shows: 'without a reason in the events it is the one of the deployment',
    tags: announced(1, secondsAgo(30)),
    details: 'Timed out',
    green: [cancelled(secondsAgo(10), 'Switchover cancelled')],
    is: expect.objectContaining({ reason: 'Timed out.' }),
  },
  {
    shows: 'an attempt from the console has no announcement: its cancellation says when it was',
    green: [cancelled(secondsAgo(600))],
    is: expect.objectContaining({ kind: 'cancelled', number: 0, at: secondsAgo(600), begun: true }),
  },
  {
    shows: 'of two from the console the later one says when, and what',
    green: [cancelled(secondsAgo(300), 'Switchover cancelled')],
    source: [cancelled(secondsAgo(600), 'Sequence cancelled')],
    is: {
      kind: 'cancelled',
      number: 0,
      at: secondsAgo(300),
      endedAt: secondsAgo(300),
      reason: 'Switchover cancelled.',
      begun: true,
    },
  },
  {
    shows: 'one from the console that has just begun is open',
    green: [started(secondsAgo(10))],
    is: { kind: 'open', number: 0, at: secondsAgo(10) },
  },
  {
    shows: 'SWITCHOVER_FAILED with neither announcement nor event: one was begun, nobody knows when',
    status: 'SWITCHOVER_FAILED',
    is: { kind: 'cancelled', number: 0, at: undefined, reason: noReason, begun: true },
  },
  {
    shows: 'SWITCHOVER_FAILED a minute after an announcement may be so as well',
    status: 'SWITCHOVER_FAILED',
    tags: announced(2, secondsAgo(60)),
    is: { kind: 'cancelled', number: 2, at: secondsAgo(60), reason: unknown, begun: false },
  },
  {
    shows: 'SWITCHOVER_FAILED right after an announcement may be of the attempt before',
    status: 'SWITCHOVER_FAILED',
    tags: announced(2, secondsAgo(30)),
    is: { kind: 'open', number: 2, at: secondsAgo(30) },
  },
  {
    shows: 'what this run announced and never asked for is none',
    tags: announced(1, secondsAgo(90), { run: thisRun }),
    memory: { notBegun: secondsAgo(90) },
    is: none,
  },
  {
    shows: 'that this run did not begin one tells nothing of an attempt of another, whatever its time',
    tags: announced(1, secondsAgo(90)),
    memory: { notBegun: secondsAgo(90) },
    is: expect.objectContaining({ kind: 'cancelled', number: 1 }),
  },
  {
    shows: 'one that this run has seen at work began, though nothing else tells of it',
    memory: { switchingAt: secondsAgo(60) },
    is: { kind: 'cancelled', number: 0, at: secondsAgo(60), reason: noReason, begun: true },
  },
  {
    shows: 'for a minute after it was seen at work it is open',
    memory: { switchingAt: secondsAgo(59) },
    is: { kind: 'open', number: 0, at: secondsAgo(59) },
  },
];

test.each(rows)('$shows', ({ tags = {}, status = 'AVAILABLE', details, green, source, memory, is }) => {
  const underway = { status, tags, statusDetails: details };
  expect(attempt(viewOf({ underway, memory, facts: { greenEvents: green, sourceEvents: source } }))).toEqual(is);
});

test('without a deployment there is no attempt, whatever events tell', () => {
  expect(attempt(viewOf({ facts: { greenEvents: [cancelled(secondsAgo(10))] } }))).toEqual(none);
});

describe('whether this run has switched', () => {
  const line = 'switch orders over to 15.10';
  const sent = { kind: 'switchover' as const, last: secondsAgo(10), accepted: 0, unanswered: 0 };
  test.each([
    ['nothing was sent', {}, false],
    ['RDS took it', { [line]: { ...sent, accepted: 1 } }, true],
    ['no answer came', { [line]: { ...sent, unanswered: 1 } }, true],
    ['RDS turned it away', { [line]: { ...sent, busySince: secondsAgo(10) } }, false],
    ['something else was sent, whatever it is called', { [line]: { ...sent, kind: undefined, accepted: 1 } }, false],
  ])('%s: %s', (_, memory, expected) => {
    expect(hasSwitched(viewOf({ memory: { sent: memory } }))).toBe(expected);
  });
});

describe('whether --retry-switchover may follow what was cancelled', () => {
  const events = { greenEvents: [], sourceEvents: [] };
  const before = { tags: announced(1, secondsAgo(600), { accepted: true }) };
  const typed = { askedAt: secondsAgo(0) };
  const consent: Setting = { request: { retrySwitchover: true }, facts: events, memory: typed };
  const sent = { switch: { kind: 'switchover' as const, last: 0, accepted: 1, unanswered: 0 } };

  interface RetryRow extends Setting {
    shows: string;
    /** What has happened since the run has found what there was. */
    since?: Setting;
    may: boolean;
  }
  const retryRows: RetryRow[] = [
    { shows: 'what was cancelled before the run began', underway: before, may: true },
    {
      shows: 'not what was cancelled after the command was typed, although nobody has looked before',
      underway: before,
      facts: { ...events, greenEvents: [cancelled(secondsAgo(300))] },
      memory: { askedAt: secondsAgo(301) },
      may: false,
    },
    {
      shows: 'what an event dates to the second at which it was typed',
      underway: before,
      facts: { ...events, greenEvents: [cancelled(secondsAgo(300))] },
      memory: { askedAt: secondsAgo(300) },
      may: true,
    },
    {
      shows: 'not what nothing told to be over when it was typed',
      underway: before,
      memory: { askedAt: secondsAgo(541) },
      may: false,
    },
    {
      shows: 'not one that was open when events were read first',
      underway: { tags: announced(1, secondsAgo(30)) },
      since: { facts: { ...events, greenEvents: [cancelled(secondsAgo(10))] } },
      may: false,
    },
    {
      shows: 'not one of the console that left nothing but its status, which this run has seen otherwise',
      underway: { status: 'SWITCHOVER_FAILED' },
      memory: { ...typed, statusFound: 'AVAILABLE' },
      may: false,
    },
    {
      shows: 'not another one that follows upon it within the minute',
      underway: before,
      facts: { ...events, greenEvents: [cancelled(secondsAgo(590))] },
      memory: { askedAt: secondsAgo(585) },
      since: {
        underway: { tags: { ...before.tags, ...announced(2, secondsAgo(580)) } },
        facts: { ...events, greenEvents: [cancelled(secondsAgo(590)), cancelled(secondsAgo(570))] },
        memory: { askedAt: secondsAgo(585) },
      },
      may: false,
    },
    { shows: 'not where nobody knows when it was typed', underway: before, memory: { askedAt: undefined }, may: false },
    { shows: 'not unasked', underway: before, request: { retrySwitchover: false }, may: false },
    { shows: 'not where there was none', underway: {}, may: false },
    { shows: 'not once this run has switched itself', underway: before, since: { memory: { sent } }, may: false },
    {
      shows: 'not one that was announced since',
      underway: before,
      since: { underway: { tags: { ...before.tags, ...announced(2, secondsAgo(90)) } } },
      may: false,
    },
    {
      shows: 'not one that was at work when the run began',
      underway: { ...before, status: 'SWITCHOVER_IN_PROGRESS' },
      since: { underway: before },
      may: false,
    },
    {
      shows: 'one that events date some seconds later',
      underway: before,
      since: { facts: { ...events, greenEvents: [started(secondsAgo(541))] } },
      may: true,
    },
    {
      shows: 'not one that events date a minute later',
      underway: before,
      since: { facts: { ...events, greenEvents: [started(secondsAgo(540))] } },
      may: false,
    },
    {
      shows: 'one of the console, of which only its cancellation is told',
      underway: {},
      facts: { ...events, sourceEvents: [cancelled(secondsAgo(600))] },
      may: true,
    },
    {
      shows: 'one of the console that left nothing but its status',
      underway: { status: 'SWITCHOVER_FAILED' },
      may: true,
    },
    {
      shows: 'not one that was announced after that',
      underway: { status: 'SWITCHOVER_FAILED' },
      since: { underway: { status: 'SWITCHOVER_FAILED', tags: announced(1, secondsAgo(90)) } },
      may: false,
    },
    { shows: 'not before events were read', underway: before, facts: {}, since: { facts: events }, may: false },
  ];

  test.each(retryRows)('$shows: $may', ({ since, may, shows: _, ...setting }) => {
    const first = { ...consent, ...setting };
    const { attemptFound } = noticed(viewOf(first));
    expect(mayRetry(viewOf({ ...first, ...since, memory: { ...typed, attemptFound, ...since?.memory } }))).toBe(may);
  });
});
