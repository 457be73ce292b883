/** When a switchover may run: days and times that a clock in that zone shows. */
export interface SwitchWindow {
  /** As it is written: `Sun 02:00-04:00 Asia/Tokyo`. */
  text: string;
  /** On which it opens; 0 is Sunday. */
  days: readonly number[];
  /** Minute of the day at which it opens. */
  from: number;
  /** Minute of the day at which it closes, on the next day where it is not after `from`. */
  to: number;
  /** Of the IANA database, such as `Asia/Tokyo`. */
  zone: string;
}

/** `problem`: one sentence that says what is wrong. */
export type SwitchWindowResult = { ok: true; window: SwitchWindow } | { ok: false; problem: string };

export const exampleWindow = 'Sun 02:00-04:00 Asia/Tokyo';

/** In the order of `Date.getUTCDay`. */
export const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

const form = /^(?<days>\S+) +(?<from>\d\d:\d\d)-(?<to>\d\d:\d\d) +(?<zone>\S+)$/;

/** Days are a list of names and ranges, `Mon-Thu,Sat`; a range may reach over the end of the week. */
export function readSwitchWindow(text: string): SwitchWindowResult {
  const parts = form.exec(text.trim())?.groups as Record<'days' | 'from' | 'to' | 'zone', string> | undefined;
  if (parts === undefined) return wrong(`"${text}" is not a window of the form days, times, time zone.`);
  const days = readDays(parts.days);
  if (days === undefined) {
    return wrong(
      `"${parts.days}" in "${text}" are not days: write ${dayNames.join(', ')}, a list, or a range such as Mon-Fri.`,
    );
  }
  const from = minutesOf(parts.from, 23);
  const to = minutesOf(parts.to, 24);
  const wrongTime = from === undefined ? parts.from : to === undefined ? parts.to : undefined;
  if (from === undefined || to === undefined) return wrong(`"${wrongTime}" in "${text}" is not a time of the day.`);
  if (from === to) return wrong(`"${text}" begins and ends at the same time; a whole day is 00:00-24:00.`);
  // A switchover undoes itself after 30 seconds at the earliest, and two minutes more are kept free.
  if ((to - from + minutesOfDay) % minutesOfDay < shortest && to - from !== minutesOfDay) {
    return wrong(`"${text}" is shorter than ${shortest} minutes: no switchover fits in.`);
  }
  if (!isZone(parts.zone)) {
    return wrong(`"${parts.zone}" in "${text}" is not a time zone; write its IANA name, such as Asia/Tokyo, or UTC.`);
  }
  return { ok: true, window: { text: text.trim().replace(/ +/g, ' '), days, from, to, zone: parts.zone } };
}

const minutesOfDay = 24 * 60;
const shortest = 3;

const wrong = (problem: string): SwitchWindowResult => ({ ok: false, problem });

function readDays(text: string): number[] | undefined {
  const days = new Set<number>();
  for (const part of text.split(',')) {
    const [first, last = first, ...more] = part.split('-').map(dayOf);
    if (first === undefined || last === undefined || more.length > 0) return undefined;
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === last) break;
    }
  }
  return [...days].sort((a, b) => a - b);
}

function dayOf(name: string): number | undefined {
  const index = dayNames.findIndex((day) => day.toLowerCase() === name.toLowerCase());
  return index < 0 ? undefined : index;
}

function minutesOf(text: string, lastHour: number): number | undefined {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  const minutes = hour * 60 + minute;
  return hour > lastHour || minute > 59 || minutes > 24 * 60 ? undefined : minutes;
}

/** `EST` and the like are zones too, but without daylight saving time, which hardly anybody means who writes them. */
function isZone(name: string): boolean {
  if (name !== 'UTC' && !name.includes('/')) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
