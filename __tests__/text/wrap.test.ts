import { render } from '../../scripts/report/render';
import { wrapped } from '../../scripts/text/wrap';

describe('lines of a terminal', () => {
  it.each([
    ['fit as they are', 'one two', 7, 2, 'one two'],
    ['break between words, the further ones indented', 'one two three four', 9, 2, 'one two\n  three\n  four'],
    [
      'keep what is longer than a line whole: it is a name to copy',
      'see orders-instance-1-green-abc123 now',
      12,
      2,
      'see\n  orders-instance-1-green-abc123\n  now',
    ],
    ['keep the spaces between', '✔ 1   check   all of it', 16, 4, '✔ 1   check\n    all of it'],
    [
      'put a name further left that does not fit below',
      'see     orders-instance-1 now',
      19,
      8,
      'see\n  orders-instance-1\n        now',
    ],
    ['have no indent for which there is no room', 'one two three', 9, 6, 'one two\n  three'],
    ['count no colours', '\x1b[1mone\x1b[22m two', 7, 2, '\x1b[1mone\x1b[22m two'],
    ['break each by itself', 'one two\nthree four', 8, 1, 'one two\nthree\n four'],
  ])('%s', (_, text, columns, indent, expected) => {
    expect(wrapped(text, columns, indent)).toBe(expected);
  });

  it('stay whole where nobody watches', () => {
    expect(wrapped('one two', Number.POSITIVE_INFINITY, 2)).toBe('one two');
  });

  it.each([
    [
      'Continue: npm run upgrade -- orders --yes; or abort it: npm run abort',
      'Continue:\n  npm run upgrade -- orders --yes;\n  or abort it:\n  npm run abort',
    ],
    [
      'Delete it (aws rds delete-it --name x) and run again.',
      'Delete it\n  (aws rds delete-it --name x)\n  and run again.',
    ],
    ['Go on: npx tool upgrade a b c d. Then look.', 'Go on:\n  npx tool upgrade a b c d.\n  Then look.'],
    [`Run SELECT drop_it('a; or b') on it.`, `Run\n  SELECT drop_it('a; or b')\n  on it.`],
    ['Without a key UPDATE and DELETE fail there.', 'Without a key UPDATE\n  and DELETE fail\n  there.'],
  ])('keep a command in one piece: %s', (text, expected) => {
    expect(wrapped(text, 22, 2)).toBe(expected);
  });

  it('of a remedy break around its command', () => {
    const remedy = `Run: aws rds delete-db-cluster ${'x'.repeat(60)} --region eu-west-1`;
    const text = render(
      { code: 'WARNING', id: 'API_STATE', message: 'A sentence that is longer than the line.', remedy },
      24,
    );
    expect(text).toMatch(
      /^! A sentence that is\n {2}longer than the line\.\n {2}Run:\n {2}aws rds delete-db-cluster x{60} --region eu-west-1$/,
    );
  });
});
