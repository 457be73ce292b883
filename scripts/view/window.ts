import type { SwitchWindow } from '../../constructs/switch-window';
import { dayMs, offsetsBetween, wallClock } from './zone';

/** One time that a window is open, in milliseconds since the epoch. */
export interface Opening {
  opens: number;
  /** The first moment at which it is not open any more; infinite for all days and all hours. */
  closes: number;
}

/** Nothing that ends stays open for longer: windows are days of a week. */
const longest = 8 * dayMs;

/** A week's day that daylight saving time skips comes again a week later. */
const horizon = 16 * dayMs;

/**
 * When windows are open from now on, the current time first (it then opens now). A window is open while the clock of its zone
 * shows a time within it: an hour that the clock skips does not come, and one that it shows twice comes twice. Windows that touch or
 * overlap are one.
 */
export function openings(windows: readonly SwitchWindow[], now: number): Opening[] {
  const until = now + horizon;
  const moments = windows.flatMap((window) => edgesOf(window, now, until)).filter((at) => at > now && at < until);
  const found: Opening[] = [];
  let opens: number | undefined;
  for (const at of [now, ...[...new Set(moments)].sort((a, b) => a - b)]) {
    const open = windows.some((window) => isOpen(window, at));
    if (open) opens ??= at;
    if (open || opens === undefined) continue;
    found.push({ opens, closes: at });
    opens = undefined;
  }
  if (opens === undefined) return found;
  // An end that moved on with each look would make every question another one, to be asked again.
  return [...found, { opens, closes: until - opens > longest ? Number.POSITIVE_INFINITY : until }];
}

/** The first of these that leaves so many milliseconds. */
export const roomFor = (all: readonly Opening[], needed: number): Opening | undefined =>
  all.find(({ opens, closes }) => closes - opens >= needed);

export function isOpen({ days, from, to, zone }: SwitchWindow, at: number): boolean {
  const { day, minute } = wallClock(zone, at);
  if (from < to) return days.includes(day) && minute >= from && minute < to;
  return (days.includes(day) && minute >= from) || (days.includes((day + 6) % 7) && minute < to);
}

/** Every moment at which it may open or close; it does neither anywhere else. */
function edgesOf({ from, to, zone }: SwitchWindow, now: number, until: number): number[] {
  const { offsets, changes } = offsetsBetween(zone, now - dayMs, until + dayMs);
  const first = wallClock(zone, now - dayMs).date;
  const last = wallClock(zone, until + dayMs).date;
  const edges = [...changes];
  for (let date = first; date <= last; date++) {
    for (const minute of [from, to]) {
      for (const offset of offsets) edges.push(date * dayMs + minute * 60_000 - offset);
    }
  }
  return edges;
}
