import { type Candidate, pendingFirst } from '../../scripts/commands/upgrade-candidates';
import { viewOf } from '../support/view-of';

const candidate = (name: string, setting: Parameters<typeof viewOf>[0]) =>
  ({ name, view: viewOf(setting) }) as unknown as Candidate & { name: string };

test('of all clusters those come first that are to be upgraded or written, each kind in the order of the code', () => {
  const all = [
    candidate('current', { running: '15.10' }),
    candidate('with the groups of before', {
      running: '16.6',
      code: { engineVersion: '16.6', previousEngineVersion: '15.10' },
    }),
    candidate('before', { running: '15.6' }),
    candidate('code to follow', {
      running: '16.6',
      code: { engineVersion: '15.10', upgradeTo: '16.6' },
      finished: { origin: { fromVersion: '15.10', toVersion: '16.6' } },
    }),
    candidate('switched', { running: '15.10', finished: { origin: { toVersion: '15.10' } } }),
    candidate('underway', { running: '15.6', underway: {} }),
  ];
  expect(pendingFirst(all).map((each) => (each as unknown as { name: string }).name)).toEqual([
    'before',
    'code to follow',
    'underway',
    'current',
    'with the groups of before',
    'switched',
  ]);
});
