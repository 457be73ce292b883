import { availabilityZones } from '../../../scripts/embedded-rds/world/clusters/availability-zones';
import {
  clusterEndpoint,
  customEndpoint,
  instanceEndpoint,
  readerEndpoint,
} from '../../../scripts/embedded-rds/world/clusters/endpoints';
import { arnOf, nameOf, parseArn } from '../../../scripts/embedded-rds/world/names/arn';
import { draw, type IdKind } from '../../../scripts/embedded-rds/world/names/ids';
import { newWorld, regionOf } from '../../../scripts/embedded-rds/world/new-world';

const tokyo = { world: { account: '123456789012' }, region: { name: 'ap-northeast-1' } };

describe('draw', () => {
  it.each<[IdKind, RegExp]>([
    ['cluster', /^cluster-[A-Z0-9]{26}$/],
    ['instance', /^db-[A-Z0-9]{26}$/],
    ['deployment', /^bgd-[a-z0-9]{16}$/],
    ['green-suffix', /^[a-z0-9]{6}$/],
    ['cluster-endpoint', /^cluster-endpoint-[A-Z0-9]{26}$/],
  ])('draws a %s as %s', (kind, form) => {
    expect(draw(newWorld(), kind)).toMatch(form);
  });

  it('draws the same names in the same order on every new world, and no name twice', () => {
    const [one, two] = [newWorld(), newWorld()];
    const names = Array.from({ length: 50 }, () => draw(one, 'green-suffix'));
    expect(Array.from({ length: 50 }, () => draw(two, 'green-suffix'))).toEqual(names);
    expect(new Set(names).size).toBe(50);
  });
});

describe('ARNs', () => {
  it.each([
    ['cluster', 'orders', 'arn:aws:rds:ap-northeast-1:123456789012:cluster:orders'],
    ['db', 'orders-1', 'arn:aws:rds:ap-northeast-1:123456789012:db:orders-1'],
    ['cluster-pg', 'pg15', 'arn:aws:rds:ap-northeast-1:123456789012:cluster-pg:pg15'],
    ['deployment', 'bgd-a', 'arn:aws:rds:ap-northeast-1:123456789012:deployment:bgd-a'],
    ['global-cluster', 'g', 'arn:aws:rds::123456789012:global-cluster:g'],
  ] as const)('of a %s', (kind, name, arn) => {
    expect(arnOf(tokyo, kind, name)).toBe(arn);
    expect(parseArn(arn)).toMatchObject({ account: '123456789012', kind, name });
  });

  it.each(['orders', 'arn:aws:s3:::bucket', 'arn:aws:rds:eu-west-1:12:cluster:x', ''])('are not %p', (text) => {
    expect(parseArn(text)).toBeUndefined();
  });

  it.each([
    ['a name in any case', 'Orders', 'orders'],
    ['an ARN of this place', 'arn:aws:rds:ap-northeast-1:123456789012:cluster:orders', 'orders'],
    [
      'an ARN of another region, as it is',
      'arn:aws:rds:eu-west-1:123456789012:cluster:orders',
      'arn:aws:rds:eu-west-1:123456789012:cluster:orders',
    ],
    [
      'an ARN of another kind, as it is',
      'arn:aws:rds:ap-northeast-1:123456789012:db:orders',
      'arn:aws:rds:ap-northeast-1:123456789012:db:orders',
    ],
  ])('stand for names: %s', (_what, text, name) => {
    expect(nameOf(tokyo, 'cluster', text)).toBe(name);
  });
});

describe('endpoints', () => {
  it('share one hash per account and region', () => {
    const hash = /^orders\.cluster-(c[a-z0-9]{11})\.ap-northeast-1\.rds\.amazonaws\.com$/.exec(
      clusterEndpoint(tokyo, 'orders'),
    )?.[1];
    expect(hash).toBeDefined();
    expect(readerEndpoint(tokyo, 'orders')).toBe(`orders.cluster-ro-${hash}.ap-northeast-1.rds.amazonaws.com`);
    expect(customEndpoint(tokyo, 'reports')).toBe(`reports.cluster-custom-${hash}.ap-northeast-1.rds.amazonaws.com`);
    expect(instanceEndpoint(tokyo, 'orders-1')).toBe(`orders-1.${hash}.ap-northeast-1.rds.amazonaws.com`);
    expect(clusterEndpoint({ ...tokyo, region: { name: 'eu-west-1' } }, 'orders')).not.toContain(hash);
  });
});

describe('a new world', () => {
  it('has a default subnet group in every region, in two zones at least', () => {
    const region = regionOf(newWorld(), 'ap-northeast-1');
    expect(region.subnetGroups.default?.subnetIds).toHaveLength(3);
    expect(availabilityZones('ap-northeast-1')).toEqual(['ap-northeast-1a', 'ap-northeast-1c', 'ap-northeast-1d']);
  });

  it('refuses an account that is not twelve digits', () => {
    expect(() => newWorld({ account: '1234' })).toThrow('The account "1234" is not twelve digits.');
  });
});
