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

  it('of a remedy stay whole: it may be a command', () => {
    const remedy = `Run: aws rds delete-db-cluster ${'x'.repeat(60)} --region eu-west-1`;
    const text = render(
      { code: 'WARNING', id: 'API_STATE', message: 'A sentence that is longer than the line.', remedy },
      24,
    );
    expect(text).toMatch(/^! A sentence that is\n {2}longer than the line\.\n {2}Run: aws/);
    expect(text.split('\n')).toHaveLength(3);
  });
});
