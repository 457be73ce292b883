import { upgradePath } from '../../scripts/view/upgrade-path';

const offered: Record<string, string[]> = {
  '13.1': ['13.2', '13.3', '14.1'],
  '13.2': ['13.3', '15.1'],
  '13.3': ['14.1', '15.1'],
  '14.1': ['15.1', '16.1'],
  '15.1': ['16.1'],
  '16.1': [],
};
const all = Object.entries(offered).map(([version, targets]) => ({
  version,
  family: '',
  validTargets: targets.map((target) => ({ version: target, major: false })),
}));
const laterFirst = (a: string, b: string) => Number(b) - Number(a);

test.each([
  ['a direct way', '13.1', '14.1', ['13.1', '14.1']],
  ['the fewest hops', '13.1', '16.1', ['13.1', '14.1', '16.1']],
  ['of several ways the preferred one', '13.1', '15.1', ['13.1', '14.1', '15.1']],
  ['nowhere to go', '16.1', '13.1', undefined],
  ['a start that RDS does not know', '12.1', '16.1', undefined],
])('%s', (_, from, to, path) => {
  expect(upgradePath(all, from, to, laterFirst)).toEqual(path);
});

test('another preference, another way', () => {
  expect(upgradePath(all, '13.1', '15.1', (a, b) => Number(a) - Number(b))).toEqual(['13.1', '13.2', '15.1']);
});
