/** What a clock in a zone shows. */
interface WallClock {
  /** Days since 1970-01-01 there. */
  date: number;
  /** 0 is Sunday. */
  day: number;
  /** Of the day, whole. */
  minute: number;
}

const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

const formats = new Map<string, Intl.DateTimeFormat>();

/** How much a zone's clock is ahead of UTC at a moment, in milliseconds. */
export function offsetAt(zone: string, at: number): number {
  const format = formats.get(zone) ?? formatOf(zone);
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

const formatOf = (timeZone: string) =>
  new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });

export function wallClock(zone: string, at: number): WallClock {
  const local = at + offsetAt(zone, at);
  const date = Math.floor(local / dayMs);
  // 1970-01-01 was a Thursday.
  return { date, day: (((date + 4) % 7) + 7) % 7, minute: Math.floor((local - date * dayMs) / minuteMs) };
}

/** Every offset of the zone between two moments, and the moments at which it changes. */
export function offsetsBetween(zone: string, from: number, until: number): { offsets: number[]; changes: number[] } {
  const offsets = new Set([offsetAt(zone, from)]);
  const changes: number[] = [];
  for (let at = from; at < until; at += dayMs) {
    const next = Math.min(at + dayMs, until);
    if (offsetAt(zone, next) === offsetAt(zone, at)) continue;
    offsets.add(offsetAt(zone, next));
    changes.push(changeBetween(zone, at, next));
  }
  return { offsets: [...offsets], changes };
}

/** The first whole minute of the new offset. */
function changeBetween(zone: string, from: number, until: number): number {
  const before = offsetAt(zone, from);
  let low = Math.floor(from / minuteMs);
  let high = Math.ceil(until / minuteMs);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle * minuteMs) === before) low = middle;
    else high = middle;
  }
  return high * minuteMs;
}
