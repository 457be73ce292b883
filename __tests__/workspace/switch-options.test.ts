import { UpgradeError } from '../../scripts/runtime/errors';
import { switchRequest } from '../../scripts/workspace/switch-options';

const problem = (options: Parameters<typeof switchRequest>[0]) => {
  try {
    return JSON.stringify(switchRequest(options));
  } catch (error) {
    if (error instanceof UpgradeError) return `${error.exitCode} ${error.message}`;
    throw error;
  }
};

test.each([
  ['2026-12-06T02:00+09:00', undefined, '2026-12-05T17:00:00.000Z', '2026-12-05T18:00:00.000Z'],
  ['2026-12-05T17:00Z', 90, '2026-12-05T17:00:00.000Z', '2026-12-05T18:30:00.000Z'],
  ['2026-12-05T17:00:30-03:30', 10, '2026-12-05T20:30:30.000Z', '2026-12-05T20:40:30.000Z'],
])('--switch-at %s, within %s', (switchAt, switchWithin, opens, closes) => {
  const request = switchRequest({ switchAt, ...(switchWithin === undefined ? {} : { switchWithin }) });
  expect(request.switchAt).toEqual({ text: switchAt, opens: Date.parse(opens), closes: Date.parse(closes) });
});

test.each([
  ['2026-12-06T02:00'],
  ['2026-12-06'],
  ['2026-12-06 02:00+09:00'],
  ['2026-02-31T02:00Z'],
  ['2026-12-06T25:00Z'],
  ['2026-12-06T02:00 Asia/Tokyo'],
  ['tomorrow'],
])('--switch-at %s is wrong usage', (switchAt) => {
  expect(problem({ switchAt })).toMatch(/^64 --switch-at .* is not a date and time with an offset from UTC/);
});

test('what contradicts itself is wrong usage', () => {
  expect(problem({ switchAt: '2026-12-05T17:00Z', switchNow: true })).toMatch(/^64 .*contradict/);
  expect(problem({ switchWithin: 60 })).toMatch(/^64 --switch-within belongs to --switch-at/);
});

test('without any of them nothing is asked', () => {
  expect(switchRequest({})).toEqual({});
});
