import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventCodes } from '../../scripts/report/event-codes';
import { codes } from '../../scripts/runtime/codes';

const file = join(__dirname, '../../scripts/report/README.md');

const table = (title: string, rows: Readonly<Record<string, string>>) =>
  [
    `| ${title} | means |`,
    '| --- | --- |',
    ...Object.entries(rows).map(([code, means]) => `| \`${code}\` | ${means} |`),
  ].join('\n');

/** The README with its tables as the code has them. */
function generated(readme: string): string {
  const tables = { events: table('code', eventCodes), codes: table('id or error', codes) };
  return Object.entries(tables).reduce(
    (text, [name, rows]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(\n<!-- /${name} -->)`),
        (_, before, after) => before + rows + after,
      ),
    readme,
  );
}

test('the README of the report lists every code (UPDATE_TABLES=1 writes it)', () => {
  const readme = readFileSync(file, 'utf8');
  const wanted = generated(readme);
  if (process.env.UPDATE_TABLES === '1') writeFileSync(file, wanted);
  expect(readFileSync(file, 'utf8')).toBe(wanted);
});

test.each(Object.keys({ ...codes, ...eventCodes }))('%s: one alphabet', (code) => {
  expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
});

test('no code means an event and something else', () => {
  expect(Object.keys(eventCodes).filter((code) => code in codes)).toEqual([]);
});
