import { declarationOf, declaredIdentifiers, describeDeclaration } from '../../scripts/desired/declared-identifiers';
import { desiredClusters } from '../../scripts/desired/desired-clusters';
import type { StackJson } from '../../scripts/desired/stack-json';
import { cluster, stack } from './stacks';

const clusters = (args: Record<string, object>, more: StackJson = {}): StackJson => ({
  resource: { aws_rds_cluster: args as never },
  ...more,
});
const instance = (args: object): StackJson => ({ resource: { aws_rds_cluster_instance: { i: args as never } } });

const said = (json: StackJson, kind: 'cluster' | 'instance' = 'cluster', name = 'orders-old1', of?: string) => {
  const found = declarationOf(declaredIdentifiers([{ name: 'other', json }]), kind, name, of);
  return found && describeDeclaration(found);
};

test('every stack counts, whatever declares it and wherever it is', () => {
  const stacks = [
    stack('app', clusters({ orders: cluster('orders') })),
    stack('tokyo', {
      provider: { aws: [{ region: 'ap-northeast-1' }] },
      ...clusters({ raw: { cluster_identifier: 'orders-old1' } }),
    }),
  ];
  const [orders] = desiredClusters(stacks);
  expect(declarationOf(orders!.declaredIdentifiers, 'cluster', 'orders-old1')).toEqual({
    stack: 'tokyo',
    address: 'aws_rds_cluster.raw',
    kind: 'cluster',
    name: ['orders-old1'],
  });
});

const certain = 'the stack other declares it (aws_rds_cluster.x)';
const may = (known: string) =>
  `the stack other declares aws_rds_cluster.x, whose name ${known}only Terraform knows: it may be this one`;

test.each<[string, StackJson, string | undefined]>([
  ['its name', clusters({ x: { cluster_identifier: 'orders-old1' } }), certain],
  ['its name, as RDS takes it: in any case', clusters({ x: { cluster_identifier: 'Orders-OLD1' } }), certain],
  ['another name', clusters({ x: { cluster_identifier: 'orders' } }), undefined],
  ['a longer name', clusters({ x: { cluster_identifier: 'orders-old12' } }), undefined],
  [
    'a reference to what has the name',
    clusters({ x: { cluster_identifier: '${aws_rds_cluster.y.id}' }, y: { cluster_identifier: 'orders-old1' } }),
    certain,
  ],
  ['a local', clusters({ x: { cluster_identifier: '${local.name}' } }, { locals: { name: 'orders-old1' } }), certain],
  [
    'a variable with a default',
    clusters({ x: { cluster_identifier: '${var.name}' } }, { variable: { name: { default: 'orders-old1' } } }),
    certain,
  ],
  ['a prefix of it', clusters({ x: { cluster_identifier_prefix: 'orders-old' } }), may('(orders-old…) ')],
  ['another prefix', clusters({ x: { cluster_identifier_prefix: 'invoices-' } }), undefined],
  ['no name: the provider makes one', clusters({ x: {} }), undefined],
  ['a variable', clusters({ x: { cluster_identifier: '${var.name}' } }, { variable: { name: {} } }), may('')],
  [
    'an expression with braces of its own',
    clusters({ x: { cluster_identifier: 'invoices-${lookup({a = 1}, "a")}' } }),
    may(''),
  ],
  ['a part of it', clusters({ x: { cluster_identifier: 'orders-${random_id.x.hex}' } }), may('(orders-…) ')],
  ['a part of another one', clusters({ x: { cluster_identifier: 'invoices-${random_id.x.hex}' } }), undefined],
  ['parts in the wrong order', clusters({ x: { cluster_identifier: '${a.b}old${c.d}orders${e.f}' } }), undefined],
  ['parts that would overlap', clusters({ x: { cluster_identifier: 'orders-old${c.d}-old1' } }), undefined],
])('a cluster with %s', (_, json, expected) => {
  expect(said(json)).toBe(expected);
});

test.each<[string, StackJson, RegExp | undefined]>([
  [
    'its name',
    instance({ identifier: 'orders-1', cluster_identifier: 'orders' }),
    /declares it \(aws_rds_cluster_inst/,
  ],
  ['its name, outside a cluster', { resource: { aws_db_instance: { x: { identifier: 'orders-1' } } } }, /aws_db_inst/],
  [
    'a part of it, anywhere',
    instance({ identifier: 'orders-${count.index}', cluster_identifier: '${var.c}' }),
    /may be/,
  ],
  [
    'a part of it, in this cluster',
    instance({ identifier_prefix: 'orders', cluster_identifier: 'orders-old1' }),
    /may/,
  ],
  ['a part of it, in another one', instance({ identifier_prefix: 'orders', cluster_identifier: 'orders' }), undefined],
  ['another name', instance({ identifier: 'orders-2', cluster_identifier: 'orders-old1' }), undefined],
])('an instance with %s', (_, json, expected) => {
  const found = said(json, 'instance', 'orders-1', 'orders-old1');
  if (expected === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(expected);
});

test('what is certain is said before what may be', () => {
  const json = clusters({ a: { cluster_identifier_prefix: 'orders' }, x: { cluster_identifier: 'orders-old1' } });
  expect(said(json)).toBe(certain);
});

test('a cluster is no instance', () => {
  expect(said(clusters({ x: { cluster_identifier: 'orders-1' } }), 'instance', 'orders-1')).toBeUndefined();
});

test.each(['cluster', 'instance'] as const)('a name that a module is given may be its %s', (kind) => {
  const json = { module: { db: { source: './db', clusters: [{ name: 'orders-old1' }], '//': 'orders-old2' } } };
  expect(said(json, kind)).toBe('the stack other declares it (module.db)');
  expect(said(json, kind, 'orders-old2')).toBeUndefined();
});

test.each(['aws_rds_cluster.kept', 'module.kept["eu.west"].aws_rds_cluster.this[0]'])(
  'what is on its way into a state, as %s',
  (to) => {
    const json = { import: [{ to, id: 'orders-old1' }] };
    expect(said(json)).toBe(`the stack other declares it (${to})`);
    expect(said(json, 'instance')).toBeUndefined();
  },
);
