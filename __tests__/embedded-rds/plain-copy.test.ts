import { plainCopy } from '../../scripts/embedded-rds/world/plain-copy';

test('a copy shares nothing with what it was made of, and keeps members that are undefined', () => {
  const world = { clusters: { orders: { tags: [{ Key: 'team' }], writer: undefined } }, at: 1, none: null };
  const copy = plainCopy(world);
  expect(copy).toStrictEqual(world);
  world.clusters.orders.tags.push({ Key: 'more' });
  (world.clusters.orders.tags[0] as { Key: string }).Key = 'other';
  expect(copy.clusters.orders.tags).toEqual([{ Key: 'team' }]);
});
