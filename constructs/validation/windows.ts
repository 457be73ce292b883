/** A stretch of the day or of the week, UTC, in minutes from its beginning: it may reach over midnight or the week's end. */
export interface Window {
  /** Minutes from the beginning of the day or the week. */
  start: number;
  /** Minutes. */
  length: number;
}

const day = 24 * 60;
const week = 7 * day;
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const time = '([01]\\d|2[0-3]):([0-5]\\d)';
const daily = new RegExp(`^${time}-${time}$`);
const weekly = new RegExp(`^(${days.join('|')}):${time}-(${days.join('|')}):${time}$`);

/** `18:00-18:30`; undefined for what is none. */
export function dailyWindow(text: string): Window | undefined {
  const [, ...parts] = daily.exec(text.toLowerCase()) ?? [];
  if (parts.length === 0) return undefined;
  const [hour = 0, minute = 0, endHour = 0, endMinute = 0] = parts.map(Number);
  return between(hour * 60 + minute, endHour * 60 + endMinute, day);
}

/** `sun:19:00-sun:19:30`; undefined for what is none. */
export function weeklyWindow(text: string): Window | undefined {
  const [, from, hour, minute, to, endHour, endMinute] = weekly.exec(text.toLowerCase()) ?? [];
  if (from === undefined || to === undefined) return undefined;
  const at = (name: string, hours?: string, minutes?: string) =>
    days.indexOf(name) * day + Number(hours) * 60 + Number(minutes);
  return between(at(from, hour, minute), at(to, endHour, endMinute), week);
}

/** Whether the daily window meets the weekly one on any day. That one begins when the other ends is no overlap. */
export function overlap(eachDay: Window, eachWeek: Window): boolean {
  const end = eachWeek.start + eachWeek.length;
  // From the evening before the week to the day after the next one, into which the weekly window may reach.
  for (let start = eachDay.start - day; start < end; start += day) {
    if (start + eachDay.length > eachWeek.start) return true;
  }
  return false;
}

/** Half an hour of every day, right after the weekly window: `03:00-03:30`. */
export function freeDaily({ start, length }: Window): string {
  const clock = (minutes: number) =>
    [Math.floor((minutes % day) / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
  const end = start + length;
  return `${clock(end)}-${clock(end + 30)}`;
}

const between = (start: number, end: number, period: number): Window => ({
  start,
  length: (end - start + period) % period,
});
