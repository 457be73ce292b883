import { allAttemptsOf, attemptsOf } from '../../scripts/view/announced-attempts';
import { tagKey } from '../../scripts/view/tag-key';

const [one, two, three] = [1, 2, 3].map((hour) => `2026-01-15T0${hour}:00:00.123Z`);

test('attempts are read in the order in which they were announced, whatever else is tagged', () => {
  const tags = {
    [`${tagKey.attempt}10`]: two!,
    [`${tagKey.attempt}2-3f09ac`]: one!,
    [`${tagKey.attempt}2-77aa01`]: three!,
    [`${tagKey.accepted}2-77aa01`]: three!,
    [`${tagKey.attempt}x`]: one!,
    [`${tagKey.attempt}3`]: 'yesterday',
    team: 'payments',
  };
  expect(attemptsOf(tags)).toEqual([
    { number: 2, run: '3f09ac', at: Date.parse(one!), accepted: false },
    { number: 10, run: '', at: Date.parse(two!), accepted: false },
    { number: 2, run: '77aa01', at: Date.parse(three!), accepted: true },
  ]);
});

test.each([
  ['that was taken back is none', one, []],
  ['that was taken back and then announced anew is one', two, [1]],
])('an attempt %s', (_what, announced, numbers) => {
  const tags = { [`${tagKey.attempt}1-3f09ac`]: announced!, [`${tagKey.takenBack}1-3f09ac`]: one! };
  expect(attemptsOf(tags).map(({ number }) => number)).toEqual(numbers);
  expect(allAttemptsOf(tags)).toHaveLength(1);
});
