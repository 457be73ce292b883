import type { Deployment, RdsEvent, Tags } from '../../scripts/aws/rds/types';
import type { OldCluster } from '../../scripts/view/old-environment';
import { switchoverTime, writesStopped } from '../../scripts/view/switchover-time';
import { tagKey } from '../../scripts/view/tag-key';

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
  const record = { identifier: 'bgd-1', createdAt, tags } as unknown as Deployment & { origin: never };
  return { foreign: [], elsewhere: [], finished: record };
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
  ['not an earlier upgrade’s, whose old cluster had this name', [event(9, renamed('orders-old1')), completed], 3],
  ['not a beginning', [completed, event(1, 'Switchover from DB cluster orders to orders-green-ak5mgh started.')], 3],
  ['not one that was cancelled', [completed, event(1, 'Switchover canceled on blue/green deployment x.')], 3],
])('%s', (_, events, days) => {
  expect(switchoverTime(old('record'), finished(daysAgo(4)), events)).toEqual({
    at: daysAgo(days),
    from: 'event',
  });
});

describe('what was read of it while the record stood', () => {
  const tags = {
    [tagKey.switchedOverAt]: new Date(daysAgo(20)).toISOString(),
    [tagKey.oldResourceId]: 'cluster-BLUE',
    [tagKey.deployment]: 'bgd-1',
  };

  test('counts', () => {
    const none = { foreign: [], elsewhere: [] };
    expect(switchoverTime(old('tags', tags), none, [])).toEqual({ at: daysAgo(20), from: 'tag' });
  });

  test.each([
    ['of another cluster', { [tagKey.oldResourceId]: 'cluster-ELSE' }],
    ['of an earlier upgrade of this one', { [tagKey.deployment]: 'bgd-0' }],
  ])('%s does not', (_, copied) => {
    const found = switchoverTime(old('record', { ...tags, ...copied }), finished(daysAgo(4)), [completed]);
    expect(found).toEqual({ at: daysAgo(3), from: 'event' });
  });
});

describe('no event tells of it', () => {
  const seen = (days: number, more = '') => ({ [tagKey.restored]: `${new Date(daysAgo(days)).toISOString()}${more}` });

  test.each([
    ['it was not later than an upgrade has seen it', seen(2)],
    ['one that had no journal too', seen(2, ' without journal')],
  ])('%s, however old the deployment is', (_, tags) => {
    for (const created of [3, 30]) {
      const found = switchoverTime(old('record'), finished(daysAgo(created), tags), []);
      expect(found).toEqual({ at: daysAgo(2), from: 'restored' });
    }
  });

  test.each([
    ['of a young deployment nothing is known', finished(daysAgo(13))],
    ['nor of one that is older than RDS’s memory', finished(daysAgo(30))],
    ['nor without a record and a tag', { foreign: [], elsewhere: [] }],
  ])('%s', (_, deployments) => {
    expect(switchoverTime(old('record'), deployments, [])).toBeUndefined();
  });
});

describe('for how long writes were stopped', () => {
  const started = (days: number) =>
    event(days, 'Switchover started on blue/green deployment orders-15-10.', 'blue-green-deployment');
  const ofCluster = (days: number) => event(days, 'Switchover from DB cluster orders to orders-green started.');
  const stopped = (events: RdsEvent[]) => writesStopped(old('record'), finished(daysAgo(4)), events);

  test.each<[string, RdsEvent[], number | undefined]>([
    ['from the deployment’s beginning, not the cluster’s', [ofCluster(3.5), started(3.25), completed], 0.25],
    ['from the cluster’s, where there is no other', [ofCluster(3.5), completed], 0.5],
    ['of two attempts the last', [started(3.9), started(3.25), completed], 0.25],
    ['not of an attempt after it', [started(3.25), completed, started(1)], 0.25],
    ['nothing is known without its end', [started(3.25)], undefined],
    ['nothing is known without its beginning', [completed], undefined],
    ['an earlier upgrade does not count', [started(9), completed], undefined],
  ])('%s', (_, events, days) => expect(stopped(events)).toBe(days === undefined ? undefined : days * day));

  test('of another deployment nothing is said', () =>
    expect(writesStopped(old('tags'), { foreign: [], elsewhere: [] }, [started(3.25), completed])).toBeUndefined());
});
