import { readSwitchWindow, type SwitchWindow } from '../../constructs/switch-window';
import { isOpen, openings, roomFor } from '../../scripts/view/window';

const window = (text: string): SwitchWindow => {
  const read = readSwitchWindow(text);
  if (!read.ok) throw new Error(read.problem);
  return read.window;
};

const at = (time: string) => Date.parse(time);
const minutes = (count: number) => count * 60_000;

/** The next times it is open, as UTC without seconds. */
const next = (texts: string | string[], now: string, count = 1) =>
  openings([texts].flat().map(window), at(now))
    .slice(0, count)
    .map(({ opens, closes }) => [opens, closes].map((time) => new Date(time).toISOString().slice(0, 16)).join(' '));

test.each([
  ['before it, on another day', 'Sun 02:00-04:00 Asia/Tokyo', '2026-12-03T00:00Z', '2026-12-05T17:00 2026-12-05T19:00'],
  ['within it: from now', 'Sun 02:00-04:00 Asia/Tokyo', '2026-12-05T18:10Z', '2026-12-05T18:10 2026-12-05T19:00'],
  ['as it opens', 'Sun 02:00-04:00 Asia/Tokyo', '2026-12-05T17:00Z', '2026-12-05T17:00 2026-12-05T19:00'],
  [
    'as it closes: a week later',
    'Sun 02:00-04:00 Asia/Tokyo',
    '2026-12-05T19:00Z',
    '2026-12-12T17:00 2026-12-12T19:00',
  ],
  ['a range of days', 'Mon-Fri 22:00-23:00 UTC', '2026-12-04T23:30Z', '2026-12-07T22:00 2026-12-07T23:00'],
  [
    'a range over the end of the week',
    'Sat-Mon 22:00-23:00 UTC',
    '2026-12-06T23:30Z',
    '2026-12-07T22:00 2026-12-07T23:00',
  ],
  ['a list of days', 'Tue,Thu 22:00-23:00 UTC', '2026-12-02T00:00Z', '2026-12-03T22:00 2026-12-03T23:00'],
  [
    'past midnight, begun the day before',
    'Sat 23:00-01:00 UTC',
    '2026-12-06T00:30Z',
    '2026-12-06T00:30 2026-12-06T01:00',
  ],
  [
    'past midnight, from its beginning',
    'Sat 23:00-01:00 UTC',
    '2026-12-05T12:00Z',
    '2026-12-05T23:00 2026-12-06T01:00',
  ],
  [
    'past midnight is not the same day at noon',
    'Sat 23:00-01:00 UTC',
    '2026-12-05T00:30Z',
    '2026-12-05T23:00 2026-12-06T01:00',
  ],
  ['until midnight', 'Sun 22:00-24:00 UTC', '2026-12-06T00:00Z', '2026-12-06T22:00 2026-12-07T00:00'],
])('a window %s', (_, text, now, expected) => {
  expect(next(text, now)).toEqual([expected]);
});

test('of several windows the earliest counts, and those that touch are one', () => {
  const texts = ['Sun 02:00-04:00 UTC', 'Wed 02:00-03:00 UTC', 'Wed 03:00-04:30 UTC'];
  expect(next(texts, '2026-12-01T00:00Z', 2)).toEqual([
    '2026-12-02T02:00 2026-12-02T04:30',
    '2026-12-06T02:00 2026-12-06T04:00',
  ]);
});

test('days and hours without a gap have no end in sight', () => {
  const [opening] = openings([window('Sun-Sat 00:00-24:00 UTC')], at('2026-12-01T00:00Z'));
  expect(opening!.closes).toBe(Number.POSITIVE_INFINITY);
  const [week] = openings([window('Sun-Fri 00:00-24:00 UTC')], at('2026-12-06T00:00Z'));
  expect(week!.closes).toBe(at('2026-12-12T00:00Z'));
});

/** New York: at 02:00 of 2026-03-08 the clock jumps to 03:00; at 02:00 of 2026-11-01 it goes back to 01:00. Berlin: 02:00, 03:00. */
test.each([
  [
    'over the skipped hour is shorter',
    'Sun 01:00-04:00 America/New_York',
    '2026-03-08T00:00Z',
    ['2026-03-08T06:00 2026-03-08T08:00'],
  ],
  [
    'that begins in it opens after it',
    'Sun 02:30-04:00 America/New_York',
    '2026-03-08T00:00Z',
    ['2026-03-08T07:00 2026-03-08T08:00'],
  ],
  [
    'that ends in it closes before it',
    'Sun 01:00-02:30 America/New_York',
    '2026-03-08T00:00Z',
    ['2026-03-08T06:00 2026-03-08T07:00'],
  ],
  [
    'within it does not come that week',
    'Sun 02:15-02:45 America/New_York',
    '2026-03-08T00:00Z',
    ['2026-03-15T06:15 2026-03-15T06:45'],
  ],
  [
    'after it is at the new time',
    'Sun 05:00-06:00 America/New_York',
    '2026-03-01T12:00Z',
    ['2026-03-08T09:00 2026-03-08T10:00'],
  ],
  [
    'over the doubled hour is longer',
    'Sun 00:30-02:30 America/New_York',
    '2026-11-01T00:00Z',
    ['2026-11-01T04:30 2026-11-01T07:30'],
  ],
  [
    'within it comes twice',
    'Sun 01:15-01:45 America/New_York',
    '2026-11-01T00:00Z',
    ['2026-11-01T05:15 2026-11-01T05:45', '2026-11-01T06:15 2026-11-01T06:45', '2026-11-08T06:15 2026-11-08T06:45'],
  ],
  [
    'that ends in it comes back when the clock shows it again',
    'Sun 00:30-01:30 America/New_York',
    '2026-11-01T00:00Z',
    ['2026-11-01T04:30 2026-11-01T05:30', '2026-11-01T06:00 2026-11-01T06:30'],
  ],
  [
    'past midnight, into the skipped hour',
    'Sat 23:00-02:30 Europe/Berlin',
    '2026-03-28T12:00Z',
    ['2026-03-28T22:00 2026-03-29T01:00'],
  ],
  [
    'of half an hour, where clocks change by half an hour',
    'Sun 01:45-02:15 Australia/Lord_Howe',
    '2026-04-04T00:00Z',
    ['2026-04-04T14:45 2026-04-04T15:00', '2026-04-04T15:15 2026-04-04T15:45'],
  ],
])('daylight saving: a window %s', (_, text, now, expected) => {
  expect(next(text, now, expected.length)).toEqual(expected);
});

/** What `openings` finds by edges, each quarter of an hour finds by looking at the clock: around each change, and between them. */
test.each([
  ['America/New_York', '2026-03-08', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05', '2026-10-04'],
  ['America/Santiago', '2026-04-05', '2026-09-06'],
])('every quarter of an hour in %s is open as the clock says', (zone, ...changes) => {
  const windows = [`Sat-Sun 23:30-02:15 ${zone}`, `Sun 01:15-01:45 ${zone}`].map(window);
  const week = 7 * 96;
  for (const day of [...changes.map((each) => at(each) - minutes(7 * 24 * 60)), at('2026-01-01'), at('2026-06-25')]) {
    let known: ReturnType<typeof openings> = [];
    for (let quarter = 0; quarter < 2 * week; quarter++) {
      const now = day + quarter * minutes(15);
      if (quarter % week === 0) known = openings(windows, now);
      const found = known.some(({ opens, closes }) => now >= opens && now < closes);
      if (found !== windows.some((each) => isOpen(each, now))) throw new Error(new Date(now).toISOString());
    }
  }
});

test('room is found in the first opening that has it, from now', () => {
  const all = openings([window('Sun 02:00-04:00 UTC')], at('2026-12-06T03:55Z'));
  expect(new Date(roomFor(all, minutes(5))!.opens).toISOString()).toBe('2026-12-06T03:55:00.000Z');
  expect(new Date(roomFor(all, minutes(7))!.opens).toISOString()).toBe('2026-12-13T02:00:00.000Z');
  expect(roomFor(all, minutes(121))).toBeUndefined();
});
