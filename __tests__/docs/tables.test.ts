import { commands } from '../../scripts/cli/commands';
import { pages } from '../../scripts/docs';
import { withTables } from '../../scripts/docs/pages';

const found = pages();

test.each(found.map(({ path }) => path))(
  'the tables of %s are those of the code (`npm run docs` writes them)',
  (path) => {
    const page = found.find((each) => each.path === path)!;
    expect(page.text).toBe(page.generated);
  },
);

test('every command has its options in a table', () => {
  const { text } = found.find(({ path }) => path === 'scripts/commands/README.md')!;
  // They have none of their own.
  const without = ['status', 'demo'];
  const missing = Object.keys(commands).filter((name) => !text.includes(`<!-- table: options ${name} -->`));
  expect(missing).toEqual(without);
});

test('no cell is longer than 160 characters', () => {
  const rows = found.flatMap(({ generated }) => generated.match(/^\|.*\|$/gm) ?? []);
  const cells = rows.flatMap((row) => row.split(/(?<!\\)\|/));
  expect(cells.filter((cell) => cell.trim().length > 160)).toEqual([]);
});

test('a marker that names no table is refused', () => {
  const text = '<!-- table: nothing -->\n<!-- /table -->';
  expect(() => withTables(text, {})).toThrow('No table is called "nothing".');
  expect(withTables(text, { nothing: () => '| a |' })).toBe('<!-- table: nothing -->\n\n| a |\n\n<!-- /table -->');
});

test('a text without markers is nobody’s', () => {
  expect(withTables('| a |', {})).toBeUndefined();
});
