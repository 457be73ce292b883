import { colours as pc } from '../text/colours';
import { duration } from './duration';
import type { RunEvent } from './event';
import { type Progress, progressText } from './progress';

type Look = Extract<RunEvent, { code: 'STEP_LOOK' }>;

/** Seconds on the service's clock. */
interface Since {
  seconds: number;
  /** How many times as fast as the wall that clock runs. */
  pace: number;
}

const barWidth = 12;
/** Of the label: mark, section, step. */
const labelWidth = 24;

/** A look of a wait in one line, cut to the terminal. What is needed least goes first. */
export function waitingLine(look: Look, { seconds, pace }: Since, columns: number): string {
  const bar = barOf(look.progress);
  const elapsed = duration(look.elapsedSeconds + seconds);
  const usual = look.expected === undefined ? [] : [`usually ${look.expected.split(/[,;]/)[0]}`];
  const left = Math.max(0, Math.ceil(look.nextLookSeconds - seconds));
  // On a fast clock the next look is always there.
  const next = pace === 1 ? [`next check in ${left} s`] : [];
  // The bar and the step say so.
  const text = progressText(look.progress).replace(/^green to be built: /, '');
  const lines = [
    [text, elapsed, ...usual, ...next],
    [text, elapsed, ...next],
    [text, elapsed],
  ].map((parts) => `${bar}${parts.join(' · ')}`);
  const room = columns - 1 - labelWidth;
  const line = lines.find((each) => each.length <= room) ?? `${bar}${elapsed} · ${text}`;
  return cut(look, line, columns);
}

/** The same for what this machine does. */
export function busyLine(step: { step: string; section?: string }, what: string, seconds: number, columns: number) {
  return cut(step, `${what} · ${duration(seconds)}`, columns);
}

/** One column stays free: a full line wraps in some terminals. */
function cut({ section = '', step }: { step: string; section?: string }, text: string, columns: number): string {
  const label = `… ${section.padEnd(7)} ${step} `.padEnd(labelWidth);
  const room = Math.max(1, columns - 1);
  const line = `${label}${text}`;
  const shown = line.length <= room ? line : `${line.slice(0, room - 1)}…`;
  return pc.dim(shown.slice(0, label.length)) + shown.slice(label.length);
}

function barOf(progress: Progress): string {
  const part = doneOf(progress);
  if (part === undefined) return '';
  const full = Math.round(Math.min(1, Math.max(0, part)) * barWidth);
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} `;
}

/** How much of it is done, where RDS tells: a percentage, or so many of so many. */
function doneOf(progress: Progress): number | undefined {
  switch (progress.what) {
    case 'snapshot':
      return progress.percent / 100;
    case 'built':
    case 'switchover':
      return progress.total === 0 ? 0 : progress.completed / progress.total;
    case 'standing':
      return progress.expected === 0 ? 0 : progress.standing / progress.expected;
    default:
      return undefined;
  }
}
