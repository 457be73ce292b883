import { colours as pc } from '../text/colours';
import { withoutDetails } from './details';
import type { Report, RunEvent } from './event';
import { Held, isNothing } from './held';
import type { LiveLine } from './live-line';
import { printableEvent } from './printable-event';
import { render } from './render';
import { nothingText } from './result-text';
import { busyLine, waitingLine } from './waiting-line';

/** What the renderer needs of a stream; colours: see `colours.ts`. */
export interface Sink {
  write(text: string): unknown;
  /** Of a terminal. */
  columns?: number;
}

interface HumanOptions {
  /** Where somebody watches a terminal: what waits is this line. Elsewhere waits are lines with the time of day. */
  live?: LiveLine | undefined;
  /** Also what is long and seldom needed: the commands by hand, whole lists. */
  verbose?: boolean | undefined;
  /** Milliseconds on the wall. */
  now?: () => number;
}

/** Lines for people: progress to `progress` (stderr), results to `result` (stdout). */
export function humanReport(
  result: Sink,
  progress: Sink,
  { live, verbose, now = Date.now }: HumanOptions = {},
): Report {
  const held = new Held();
  let pace = 1;
  let afterResult = false;

  const write = (event: RunEvent) => {
    const sink = isResult(event) ? result : progress;
    const text = render(verbose === true ? event : withoutDetails(event), sink.columns);
    if (text === '') return;
    // Results of several clusters stand together.
    const apart = event.code === 'RESULT' && !afterResult ? '\n' : '';
    sink.write(`${apart}${live === undefined ? stamped(event, text, now()) : text}\n`);
    afterResult = event.code === 'RESULT';
  };

  const tell = (event: RunEvent, before: readonly RunEvent[]) => {
    const all = () => {
      for (const each of before) write(each);
      if (isNothing(event)) result.write(`${nothingText(event)}\n`);
      else write(event);
    };
    if (live !== undefined && staysBelow.has(event.code)) return live.above(all);
    live?.clear();
    all();
  };

  live?.show(starting(now));
  return (raw) => {
    const event = printableEvent(raw);
    if (event.code === 'TARGET') pace = event.pace ?? 1;
    if (event.code === 'NEXT_COMMANDS' && verbose !== true) return;
    if (live !== undefined && isMoving(event)) return live.show(movingLine(event, pace, now));
    if (live === undefined && event.code === 'STEP_LOOK') return;
    if (!held.holds(event)) tell(event, held.released(event));
    if (event.code === 'STEP_ACT') live?.show(working(event, now));
  };
}

type Moving = Extract<RunEvent, { code: 'STEP_LOOK' | 'STEP_WAIT' | 'STEP_BUSY' }>;

const isMoving = (event: RunEvent): event is Moving =>
  event.code === 'STEP_LOOK' || event.code === 'STEP_WAIT' || event.code === 'STEP_BUSY';

/** Told while a wait goes on. */
const staysBelow = new Set<RunEvent['code']>(['RDS_EVENT', 'HOOK', 'NOTE', 'WARNING', 'PREDICTION']);

function movingLine(event: Moving, pace: number, now: () => number) {
  const begun = now();
  const passed = () => (now() - begun) / 1000;
  if (event.code === 'STEP_BUSY') {
    const { elapsedSeconds, with: what } = event;
    return (columns: number) => busyLine(event, `waiting for ${what}`, elapsedSeconds + passed(), columns);
  }
  const { code: _, ...seen } = event;
  const look = { nextLookSeconds: 0, ...seen, code: 'STEP_LOOK' as const };
  // Of a clock that stands still, or jumps, nothing is known between two looks.
  const steady = Number.isFinite(pace) ? pace : 0;
  return (columns: number) => waitingLine(look, { seconds: passed() * steady, pace }, columns);
}

/** Until there is something to tell: an app takes seconds to synthesize. */
function starting(now: () => number) {
  const begun = now();
  return () => pc.dim(`… reading the code and RDS · ${Math.floor((now() - begun) / 1000)} s`);
}

/** Most acts are over at once: then there is nothing to see. */
function working(event: Extract<RunEvent, { code: 'STEP_ACT' }>, now: () => number) {
  const begun = now();
  return (columns: number) => {
    const seconds = (now() - begun) / 1000;
    return seconds < 1 ? '' : busyLine(event, 'at work', seconds, columns);
  };
}

const toStdout = new Set<RunEvent['code']>([
  'FINDING',
  'NOT_CHECKED',
  'RESULT',
  'TABLE',
  'NEXT_COMMANDS',
  'STEP_WILL',
  'TARGET',
  'INPUT',
  'DOCUMENT',
]);

/** A plan is the result; in a run the same lines are progress. */
const isResult = (event: RunEvent) =>
  toStdout.has(event.code) || ('plan' in event && event.plan === true) || ('result' in event && event.result === true);

const timed = new Set<RunEvent['code']>(['STEP_DONE', 'STEP_ACT', 'STEP_WAIT', 'STEP_BUSY']);

/** A log is read later: its lines say when. */
function stamped(event: RunEvent, text: string, now: number): string {
  if (!timed.has(event.code) || isResult(event)) return text;
  const time = pc.dim(`${new Date(now).toISOString().slice(11, 19)}Z`);
  return text.replace(/^/gm, `${time} `);
}
