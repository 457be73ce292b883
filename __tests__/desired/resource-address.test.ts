import { isCovered, ResourceAddress } from '../../scripts/desired/resource-address';

const parse = (text: string) => ResourceAddress.parse(text)!;

describe('an address is taken apart and put together again', () => {
  it.each([
    ['aws_rds_cluster.orders', '', 'managed', 'aws_rds_cluster', 'orders', undefined],
    ['aws_rds_cluster.orders[0]', '', 'managed', 'aws_rds_cluster', 'orders', 0],
    ['aws_rds_cluster_instance.reader["a"]', '', 'managed', 'aws_rds_cluster_instance', 'reader', 'a'],
    ['aws_rds_cluster.orders["0"]', '', 'managed', 'aws_rds_cluster', 'orders', '0'],
    ['aws_rds_cluster.orders[""]', '', 'managed', 'aws_rds_cluster', 'orders', ''],
    ['data.aws_rds_cluster.old["x"]', '', 'data', 'aws_rds_cluster', 'old', 'x'],
    ['ephemeral.random_password.master', '', 'ephemeral', 'random_password', 'master', undefined],
    ['module.a["x"].aws_rds_cluster.orders[0]', 'module.a["x"]', 'managed', 'aws_rds_cluster', 'orders', 0],
    ['module.a[1].module.b.data.aws_region.here', 'module.a[1].module.b', 'data', 'aws_region', 'here', undefined],
    ['module.data.data.data_x.data', 'module.data', 'data', 'data_x', 'data', undefined],
    ['module.module.aws_rds_cluster.module', 'module.module', 'managed', 'aws_rds_cluster', 'module', undefined],
    [
      'module.a["eu.west[1]"].aws_rds_cluster.b["].c.d[\\"0\\"]"]',
      'module.a["eu.west[1]"]',
      'managed',
      'aws_rds_cluster',
      'b',
      '].c.d["0"]',
    ],
    ['aws_rds_cluster.b["a\\\\"]', '', 'managed', 'aws_rds_cluster', 'b', 'a\\'],
    ['aws_rds_cluster.b["a\\nb\\tc"]', '', 'managed', 'aws_rds_cluster', 'b', 'a\nb\tc'],
    ['aws_rds_cluster.b["$${x} %%{y} $z"]', '', 'managed', 'aws_rds_cluster', 'b', '${x} %{y} $z'],
    ['aws_rds_cluster.b["\\u200b\\U0001f000"]', '', 'managed', 'aws_rds_cluster', 'b', '\u200b\u{1f000}'],
    ['aws_rds_cluster.b["Zürich 1"]', '', 'managed', 'aws_rds_cluster', 'b', 'Zürich 1'],
    [
      'aws_db_parameter_group.a_params-pg15_9F8E7D6C',
      '',
      'managed',
      'aws_db_parameter_group',
      'a_params-pg15_9F8E7D6C',
      undefined,
    ],
  ])('%s', (text, modulePath, mode, type, name, key) => {
    const address = parse(text);
    expect(address).toMatchObject({ modulePath, mode, type, name });
    expect(address.key).toBe(key);
    expect(parse(address.toString())).toEqual(address);
    // Terraform prints what can be printed as it is.
    if (!text.includes('\\U')) expect(address.toString()).toBe(text);
  });
});

it.each([
  '',
  'aws_rds_cluster',
  'module.a',
  'module.a["x"]',
  'module.a.aws_rds_cluster',
  'data.aws_rds_cluster',
  'aws_rds_cluster.a.b',
  'aws_rds_cluster.a[',
  'aws_rds_cluster.a[x]',
  'aws_rds_cluster.a[0][1]',
  'aws_rds_cluster.a["x]',
  'aws_rds_cluster.a["x"].id',
  ' aws_rds_cluster.a',
  '${aws_rds_cluster.a}',
])('no address of a resource: %j', (text) => {
  expect(ResourceAddress.parse(text)).toBeUndefined();
});

it.each([
  ['aws_rds_cluster.a', 'aws_rds_cluster.a', true],
  ['aws_rds_cluster.a', 'aws_rds_cluster.a[0]', true],
  ['aws_rds_cluster.a', 'aws_rds_cluster.a["x.y"]', true],
  ['aws_rds_cluster.a[0]', 'aws_rds_cluster.a', false],
  ['aws_rds_cluster.a[0]', 'aws_rds_cluster.a["0"]', false],
  ['aws_rds_cluster.a', 'aws_rds_cluster.ab', false],
  ['aws_rds_cluster.a', 'aws_rds_cluster_instance.a', false],
  ['aws_rds_cluster.a', 'data.aws_rds_cluster.a', false],
  ['aws_rds_cluster.a', 'module.m.aws_rds_cluster.a', false],
  ['module.m.aws_rds_cluster.a', 'module.m["x"].aws_rds_cluster.a[0]', true],
  ['module.m["x"].aws_rds_cluster.a', 'module.m["y"].aws_rds_cluster.a', false],
  ['module.m.aws_rds_cluster.a', 'module.m.module.n.aws_rds_cluster.a', false],
])('%s means %s: %j', (own, other, expected) => {
  expect(parse(own).covers(parse(other))).toBe(expected);
  expect(isCovered(other, own)).toBe(expected);
});

it('instances of one resource are the same resource, and not equal', () => {
  const [a, b, c] = ['module.m[0].aws_rds_cluster.a', 'module.m[1].aws_rds_cluster.a["x"]', 'aws_rds_cluster.a'].map(
    parse,
  );
  expect(a!.resource().covers(b!)).toBe(true);
  expect(a!.covers(b!)).toBe(false);
  expect(parse(String(a))).toEqual(a);
  expect(a!.resource().covers(c!)).toBe(false);
  expect(String(b!.resource())).toBe('module.m.aws_rds_cluster.a');
  expect(String(b!.sibling('b'))).toBe('module.m[1].aws_rds_cluster.b["x"]');
});

it('what begins with an address tells where it ends', () => {
  const { address, rest } = ResourceAddress.beginningOf('aws_rds_cluster.a["].b"].lifecycle.postcondition[0]')!;
  expect([String(address), rest]).toEqual(['aws_rds_cluster.a["].b"]', '.lifecycle.postcondition[0]']);
});

it('a text that is no address is covered by itself alone', () => {
  expect(isCovered('module.a', 'module.a')).toBe(true);
  expect(isCovered('module.a', 'aws_rds_cluster.a')).toBe(false);
  expect(isCovered(undefined, 'aws_rds_cluster.a')).toBe(false);
});
