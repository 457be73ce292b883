import { eventCodes } from '../../scripts/report/event-codes';
import { codes } from '../../scripts/runtime/codes';

test.each(Object.keys({ ...codes, ...eventCodes }))('%s: one alphabet', (code) => {
  expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
});

test('no code means an event and something else', () => {
  expect(Object.keys(eventCodes).filter((code) => code in codes)).toEqual([]);
});
