import type { Deployment, RdsEvent, Tags } from '../../scripts/aws/rds/types';
import { tagKey } from '../../scripts/view/identity';
import type { OldCluster } from '../../scripts/view/old-environment';
import { eventMemory, switchoverTime } from '../../scripts/view/switchover-time';

const now = Date.parse('2026-02-01T00:00:00Z');
const day = 24 * 60 * 60_000;
const daysAgo = (days: number) => now - days * day;

function old(provenBy: OldCluster['provenBy'], tags: Tags = {}): OldCluster {
  const cluster = { identifier: 'orders-old1', resourceId: 'cluster-BLUE', tags } as unknown as OldCluster['cluster'];
  return {
    cluster,
    provenBy,
    deployment: 'bgd-1',
    fromVersion: '15.6',
    toVersion: '15.10',
    replacedBy: 'cluster-GREEN',
  };
}

function finished(createdAt: number, tags: Tags = {}) {
  return { foreign: [], elsewhere: [], finished: { createdAt, tags } as unknown as Deployment & { origin: never } };
}

const event = (days: number, message: string, sourceType = 'db-cluster'): RdsEvent => ({
  at: daysAgo(days),
  source: 'orders',
  sourceType,
  message,
});
const renamed = (to: string) =>
  `Switchover from DB cluster orders to orders-green-ak5mgh completed. Renamed orders to ${to} and orders-green-ak5mgh to orders.`;
const completed = event(3, 'Switchover completed on blue/green deployment orders-15-10.', 'blue-green-deployment');

test.each<[string, RdsEvent[], number]>([
  ['the deployment’s event', [completed], 3],
  ['the cluster’s event', [event(2, renamed('orders-old1'))], 2],
  ['the last of both: a soak rather begins too late', [completed, event(2.9, renamed('orders-old1'))], 2.9],
  ['not an earlier upgrade’s', [event(1, renamed('orders-old11')), completed], 3],
  ['not a beginning', [completed, event(1, 'Switchover from DB cluster orders to orders-green-ak5mgh started.')], 3],
  ['not one that was cancelled', [completed, event(1, 'Switchover canceled on blue/green deployment x.')], 3],
])('%s', (_, events, days) => {
  expect(switchoverTime(old('record'), finished(daysAgo(4)), events, now)).toEqual({
    at: daysAgo(days),
    from: 'event',
  });
});

test('what was read of it while the record stood; but not of another cluster', () => {
  const tags = { [tagKey.switchedOverAt]: new Date(daysAgo(20)).toISOString(), [tagKey.oldResourceId]: 'cluster-BLUE' };
  expect(switchoverTime(old('tags', tags), { foreign: [], elsewhere: [] }, [], now)).toEqual({
    at: daysAgo(20),
    from: 'tag',
  });
  const copied = { ...tags, [tagKey.oldResourceId]: 'cluster-ELSE' };
  expect(switchoverTime(old('record', copied), finished(daysAgo(4)), [completed], now)?.from).toBe('event');
});

describe('no event tells of it', () => {
  test('of a deployment older than RDS’s memory: it was not later than that', () => {
    const announced = { [`${tagKey.attempt}1`]: new Date(daysAgo(29)).toISOString() };
    expect(switchoverTime(old('record'), finished(daysAgo(30), announced), [], now)).toEqual({
      at: now - eventMemory,
      from: 'forgotten',
    });
  });

  test.each([
    ['of a younger deployment nothing is known', finished(daysAgo(13))],
    [
      'nor of an attempt that RDS should remember',
      finished(daysAgo(30), { [`${tagKey.attempt}1`]: new Date(daysAgo(2)).toISOString() }),
    ],
    ['nor without a record and a tag', { foreign: [], elsewhere: [] }],
  ])('%s', (_, deployments) => {
    expect(switchoverTime(old('record'), deployments, [], now)).toBeUndefined();
  });
});
