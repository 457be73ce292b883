import { listed, pick } from '../../scripts/cli/choose';

const choices = ['orders', 'billing', '10', 'twin', 'twin'].map((name, index) => ({ name, what: 'x', value: index }));
const picked = (value: number) => ({ kind: 'picked', value });

test.each<[string, object]>([
  ['1', picked(0)],
  ['2', picked(1)],
  ['billing', picked(1)],
  ['BILLING', picked(1)],
  // A name comes before a number.
  ['10', picked(2)],
  ['', { kind: 'none' }],
  ['bill', { kind: 'unclear' }],
  ['0', { kind: 'unclear' }],
  ['01', { kind: 'unclear' }],
  ['6', { kind: 'unclear' }],
  ['-1', { kind: 'unclear' }],
  ['1.5', { kind: 'unclear' }],
  ['1 2', { kind: 'unclear' }],
  ['y', { kind: 'unclear' }],
  ['twin', { kind: 'unclear' }],
  ['5', picked(4)],
])('the answer %j', (answer, expected) => {
  expect(pick(choices, answer)).toEqual(expected);
});

test('the list has numbers, names and what stands behind them', () => {
  const some = [
    { name: '15.7', what: 'parameter groups a', value: 1 },
    { name: '15.10', value: 2 },
  ];
  expect(listed(some)).toEqual(['  1  15.7   parameter groups a', '  2  15.10']);
});
