import { upgradePath } from '../../scripts/view/upgrade-path';
import { pg } from '../support/view-of';

const offered: Record<string, string[]> = {
  '13.1': ['13.2', '13.3', '14.1'],
  '13.2': ['13.3', '15.1'],
  '13.3': ['14.1', '15.1'],
  '14.1': ['15.1', '16.1'],
  '15.1': ['16.1'],
  '16.1': [],
};
const all = Object.entries(offered).map(([version, targets]) => ({ version: pg(version), targets: targets.map(pg) }));

test.each([
  ['a direct way', '13.1', '14.1', ['13.1', '14.1']],
  ['the fewest hops', '13.1', '16.1', ['13.1', '14.1', '16.1']],
  ['of several ways the one in the family, over the latest', '13.1', '15.1', ['13.1', '13.3', '15.1']],
  ['nowhere to go', '16.1', '13.1', undefined],
  ['a start that RDS does not know', '12.1', '16.1', undefined],
])('%s', (_, from, to, path) => {
  expect(upgradePath(all, pg(from), pg(to))?.map(String)).toEqual(path);
});
