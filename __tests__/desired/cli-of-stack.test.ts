import { cliOf } from '../../scripts/desired/cli-of-stack';

it.each([
  ['0.20.11', 'cdktf'],
  ['0.21.0', 'cdktf'],
  ['0.22.0', 'cdktn'],
  ['0.24.0-pre.3', 'cdktn'],
  ['1.0.0', 'cdktn'],
  ['stubbed', 'cdktf'],
  [undefined, 'cdktf'],
])('a stack of %s is deployed with %s', (version, cli) => {
  expect(cliOf({ '//': { metadata: { version } } })).toBe(cli);
  expect(cliOf({})).toBe('cdktf');
});
