import { type ConnectionSeries, period } from '../../scripts/aws/cloudwatch/metrics-port';
import { silences, uses } from '../../scripts/view/old-connections';

const from = Date.parse('2026-01-15T00:00:00Z');
const window = { from, to: from + 24 * 12 * period };

/** Points for each of these five minutes of the window, counted from 0. */
function series(indexes: number[], connections: (index: number) => number = () => 0): ConnectionSeries {
  const points = indexes.map((index) => ({ at: from + index * period, connections: connections(index) }));
  return { kind: 'instance', identifier: 'orders-1-old1', points };
}
const range = (begin: number, end: number) => Array.from({ length: end - begin }, (_, index) => begin + index);
const all = range(0, 288);

describe('who is or was connected', () => {
  test.each([
    ['nobody', () => 0, 0, []],
    ['one point of one', (index: number) => (index === 100 ? 1 : 0), 0, [{ most: 1, last: from + 101 * period }]],
    ['as many as are allowed', () => 2, 2, []],
    ['one more than is allowed', (index: number) => (index < 3 ? 3 : 2), 2, [{ most: 3, last: from + 3 * period }]],
    ['still', () => 7, 0, [{ most: 7, last: window.to }]],
  ])('%s', (_, connections, allowed, expected) => {
    const found = uses([series(all, connections)], allowed);
    expect(found).toEqual(expected.map((use) => ({ identifier: 'orders-1-old1', ...use })));
  });

  test('the cluster’s own series counts as well: an instance that was deleted meanwhile is in no other', () => {
    const cluster: ConnectionSeries = { ...series([5], () => 4), kind: 'cluster', identifier: 'orders-old1' };
    expect(uses([series(all), cluster], 0)).toMatchObject([{ identifier: 'orders-old1', most: 4 }]);
  });
});

describe('what CloudWatch does not know', () => {
  const gap = (begin: number, end: number) => [
    { identifier: 'orders-1-old1', from: from + begin * period, to: from + end * period },
  ];

  test.each([
    ['all is known', all, []],
    ['nothing is known', [], gap(0, 288)],
    ['three periods are missing, as after a restart', all.filter((index) => index < 10 || index > 12), []],
    ['four periods are missing', all.filter((index) => index < 10 || index > 13), gap(10, 14)],
    ['the newest are not there yet', range(0, 285), []],
    ['the instance is silent at the end', range(0, 284), gap(284, 288)],
    ['the name is younger than the window', range(100, 288), gap(0, 100)],
    ['of several gaps the longest is told', all.filter((i) => (i < 10 || i > 19) && (i < 50 || i > 99)), gap(50, 100)],
    ['points outside the window prove nothing', range(-20, 0), gap(0, 288)],
  ])('%s', (_, indexes, expected) => {
    expect(silences([series(indexes)], window)).toEqual(expected);
  });

  test('each instance must be known by itself; a cluster’s series need not', () => {
    const other = { ...series([]), identifier: 'orders-2-old1' };
    const cluster: ConnectionSeries = { ...series([]), kind: 'cluster', identifier: 'orders-old1' };
    expect(silences([series(all), other, cluster], window).map(({ identifier }) => identifier)).toEqual([
      'orders-2-old1',
    ]);
  });
});
