import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const lines = readFileSync(join(__dirname, '../../README.md'), 'utf8').trimEnd().split('\n');

test('README.md is read in one sitting: 200 lines at most', () => {
  expect(lines.length).toBeLessThanOrEqual(200);
});

test('no line of README.md is longer than 140 characters', () => {
  expect(lines.filter((line) => [...line].length > 140)).toEqual([]);
});
