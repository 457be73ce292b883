import { dayNames, readSwitchWindow, type SwitchWindow } from '../../constructs/switch-window';
import { requestOf, type SwitchAt } from './request';
import type { View } from './view';
import { isOpen, type Opening, openings, roomFor } from './window';
import { dayMs, offsetAt, wallClock } from './zone';

/** Whether a switchover may begin now, as far as its time is concerned. */
export type SwitchTime =
  /** Nobody has set a time. */
  | { kind: 'any' }
  /** `--switch-now`: whatever the windows are. */
  | { kind: 'now' }
  | ({ kind: 'open' } & Opening)
  /** Outside, or too late in it for a whole switchover. */
  | ({ kind: 'closed'; late: boolean } & Opening)
  /** The time of `--switch-at` is over, or what is left of it is too short. */
  | { kind: 'over'; closed: number }
  /** None is long enough for a switchover with this timeout. */
  | { kind: 'short' };

/** For what surrounds the switchover, which RDS undoes after its timeout: to announce it, to undo it, to tell of it. */
const margin = 2 * 60_000;

/** What must be left of a window when a switchover begins, in milliseconds. */
export const roomNeeded = (view: View): number => requestOf(view, 'upgrade').switchoverTimeoutSeconds * 1000 + margin;

/** Pure: `--switch-now`, else `--switch-at`, else the windows of the code. */
export function switchTime(view: View): SwitchTime {
  const { switchNow, switchAt } = requestOf(view, 'upgrade');
  if (switchNow === true) return { kind: 'now' };
  if (switchAt !== undefined) return timeOf(switchAt, view);
  const windows = windowsInCode(view);
  if (windows.length === 0) return { kind: 'any' };
  const all = openings(windows, view.now);
  const next = roomFor(all, roomNeeded(view));
  if (next === undefined) return { kind: 'short' };
  if (next.opens <= view.now) return { kind: 'open', ...next };
  return { kind: 'closed', late: all.some(({ opens }) => opens <= view.now), ...next };
}

function timeOf({ opens, closes }: SwitchAt, view: View): SwitchTime {
  const needed = roomNeeded(view);
  if (closes - opens < needed) return { kind: 'short' };
  if (view.now > closes - needed) return { kind: 'over', closed: closes };
  return view.now < opens ? { kind: 'closed', late: false, opens, closes } : { kind: 'open', opens, closes };
}

/** As they are written; undefined where a switchover may come at any time. */
export function windowText(view: View): string | undefined {
  const { switchAt } = requestOf(view, 'upgrade');
  if (switchAt !== undefined) {
    return `${switchAt.text}, for ${Math.round((switchAt.closes - switchAt.opens) / 60_000)} minutes (--switch-at)`;
  }
  const { switchWindow = [] } = view.desired.annotation;
  return switchWindow.length === 0 ? undefined : switchWindow.join('; ');
}

/** `Sun 2026-12-06 02:00 Asia/Tokyo (2026-12-05 17:00Z)`: as whoever chose it reads it, and in UTC. */
export function momentText(view: View, at: number): string {
  const { switchAt } = requestOf(view, 'upgrade');
  const utc = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`;
  if (switchAt !== undefined) return `${local(at, offsetIn(switchAt.text))} ${zoneIn(switchAt.text)} (${utc})`;
  const windows = windowsInCode(view);
  // At its end none may be open any more.
  const zone = (windows.find((each) => isOpen(each, at)) ?? windows.find((each) => isOpen(each, at - 60_000)))?.zone;
  return zone === undefined || zone === 'UTC' ? utc : `${local(at, offsetAt(zone, at))} ${zone} (${utc})`;
}

function local(at: number, offset: number): string {
  const { day } = wallClock('UTC', at + offset);
  return `${dayNames[day]} ${new Date(at + offset).toISOString().slice(0, 16).replace('T', ' ')}`;
}

/** What ends a time with an offset: `Z`, `+09:00`. `workspace/switch-options.ts` has refused one without. */
const zoneIn = (text: string): string => /(Z|[+-]\d\d:\d\d)$/.exec(text)?.[1] ?? 'Z';

function offsetIn(text: string): number {
  const [sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zoneIn(text))?.slice(1) ?? ['+', '0', '0'];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** The annotation was checked when it was read. */
function windowsInCode({ desired }: View): SwitchWindow[] {
  return (desired.annotation.switchWindow ?? []).flatMap((text) => {
    const read = readSwitchWindow(text);
    return read.ok ? [read.window] : [];
  });
}

/** How far ahead a run stays for: each weekly window opens within it. */
export const longestStay = 8 * dayMs;
