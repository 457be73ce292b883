import { added, both, replaced, type TableRow, without } from '../row';

const replacement = 'replacement-or-destruction' as const;

type Findings = NonNullable<TableRow['told']['clusters'][string]['findings']>;

const destroyed = (...findings: RegExp[][]) => ({
  class: replacement,
  findings: findings.map((says) => ['destroyed!', ...says]) as Findings,
});

const invoices = (name: string, more = '') => `
resource "aws_rds_cluster" "${name}" {
  cluster_identifier = "invoices"
  engine             = "aurora-postgresql"
  engine_version     = "15.4"
  master_username    = "postgres"
  ${more}
}`;

const cluster = without('aws_rds_cluster', 'orders');
const instances = without('aws_rds_cluster_instance', 'one', 'two');

/** What Terraform calls things, and what leaves its code or its state. */
export const addressRows: TableRow[] = [
  {
    name: 'address changed, with a moved block',
    base: 'orders',
    edit: both(
      (code) => code.replaceAll('aws_rds_cluster.orders', 'aws_rds_cluster.main'),
      replaced('"aws_rds_cluster" "orders"', '"aws_rds_cluster" "main"'),
      added('moved {\n  from = aws_rds_cluster.orders\n  to   = aws_rds_cluster.main\n}'),
    ),
    told: {
      clusters: {
        orders: {
          class: 'no-changes',
          findings: [['moved', /aws_rds_cluster\.orders moves to aws_rds_cluster\.main/]],
        },
      },
    },
  },
  {
    name: 'address changed, without one',
    base: 'orders',
    edit: both(
      (code) => code.replaceAll('aws_rds_cluster.orders', 'aws_rds_cluster.main'),
      replaced('"aws_rds_cluster" "orders"', '"aws_rds_cluster" "main"'),
    ),
    told: {
      clusters: {
        orders: {
          class: replacement,
          findings: [
            ['renamed!', /another address/, /moved \{ from = aws_rds_cluster\.orders, to = aws_rds_cluster\.main \}/],
          ],
        },
      },
    },
  },
  {
    name: 'count made for_each',
    base: 'shapes',
    edit: both(
      replaced('count = 2', 'for_each = toset(["0", "1"])'),
      replaced('shard-${count.index}', 'shard-${each.key}'),
    ),
    told: {
      clusters: {
        'shard-0': { class: replacement, findings: [['renamed!', /aws_rds_cluster\.shard\["0"\]/, /moved/]] },
        'shard-1': { class: replacement, findings: [['renamed!', /aws_rds_cluster\.shard\["1"\]/, /moved/]] },
      },
    },
  },
  {
    name: 'count taken away',
    base: 'shapes',
    edit: both(replaced('  count = 2\n', ''), replaced('shard-${count.index}', 'shard-0')),
    told: {
      clusters: {
        'shard-0': { class: 'no-changes', findings: [['moved', /shard\[0\] moves to aws_rds_cluster\.shard;/]] },
        'shard-1': destroyed([/shard-1/, /count/]),
      },
    },
  },
  {
    name: 'count made smaller',
    base: 'shapes',
    edit: replaced('count = 2', 'count = 1'),
    told: { clusters: { 'shard-1': destroyed([/destroy shard-1, aws_rds_cluster\.shard\[1\]/, /count/]) } },
  },
  {
    name: 'key of for_each changed',
    base: 'shapes',
    edit: replaced('"a b; ls" ', '"ab"'),
    told: {
      clusters: {
        'shop-blank': {
          class: replacement,
          findings: [
            ['renamed!', /aws_rds_cluster\.shop\["ab"\]/],
            ['renamed!', /aws_rds_cluster_instance\.shop\["ab"\]/],
          ],
        },
      },
    },
  },
  {
    name: 'key of for_each taken away',
    base: 'shapes',
    edit: replaced('    "a b; ls"    = "shop-blank"\n', ''),
    told: {
      clusters: {
        'shop-blank': destroyed([/destroy shop-blank,/, /for_each/], [/destroy shop-blank-1,/, /for_each/]),
      },
    },
  },
  {
    name: 'version of one of for_each',
    base: 'shapes',
    edit: replaced(
      'cluster_identifier  = each.value\n  engine              = "aurora-postgresql"\n  engine_version      = "15.4"',
      'cluster_identifier = each.value\n  engine = "aurora-postgresql"\n  engine_version = each.value == "shop-blank" ? "15.10" : "15.4"',
    ),
    told: {
      clusters: {
        'shop-blank': {
          class: 'in-place-engine-change',
          findings: [['in-place-engine-change!', /shop-blank from 15\.4 to 15\.10/, /-- shop-blank\)/]],
        },
      },
    },
  },
  {
    name: 'module taken away',
    base: 'shapes',
    edit: without('', 'team'),
    told: { clusters: { 'team-green': destroyed([/module\.team\["green field"\]/, /module/]) } },
  },
  {
    name: 'module renamed, with a moved block',
    base: 'shapes',
    edit: both(
      replaced('module "team" {', 'module "crew" {'),
      added('moved {\n  from = module.team\n  to   = module.crew\n}'),
    ),
    told: {
      clusters: { 'team-green': { class: 'no-changes', findings: [['moved', /module\.crew\["green field"\]/]] } },
    },
  },
  {
    name: 'module renamed, without one',
    base: 'shapes',
    edit: replaced('module "team" {', 'module "crew" {'),
    told: {
      clusters: {
        'team-green': { class: replacement, findings: [['renamed!', /module\.crew\["green field"\]/, /moved/]] },
      },
    },
  },
  {
    name: 'key of a module changed',
    base: 'shapes',
    edit: replaced('"green field"', '"$(ls)"'),
    told: {
      clusters: {
        'team-green': { class: replacement, findings: [['renamed!', /module\.team\["\$\(ls\)"\]/, /moved/]] },
      },
    },
  },
  {
    name: 'cluster taken out of the code',
    base: 'orders',
    edit: both(cluster, instances),
    told: {
      clusters: {
        orders: destroyed(
          [/destroy orders, aws_rds_cluster\.orders/, /--allow-destroy orders/],
          [/destroy orders-1/],
          [/destroy orders-2/],
        ),
      },
    },
  },
  {
    name: 'instance taken out of the code',
    base: 'orders',
    edit: without('aws_rds_cluster_instance', 'two'),
    told: { clusters: { orders: destroyed([/destroy orders-2,/, /--allow-destroy orders/]) } },
  },
  {
    name: 'everything destroyed',
    base: 'orders',
    args: ['-destroy'],
    told: {
      clusters: {
        orders: destroyed([/destroy orders,/, /without -destroy/], [/destroy orders-1/], [/destroy orders-2/]),
      },
    },
  },
  {
    name: 'instance destroyed by -destroy and -target',
    base: 'orders',
    args: ['-destroy', '-target=aws_rds_cluster_instance.two'],
    told: { clusters: { orders: destroyed([/destroy orders-2,/, /without -destroy/]) }, problem: /-target/ },
  },
  {
    name: 'removed block that leaves the cluster running',
    base: 'orders',
    edit: both(
      cluster,
      instances,
      added(
        ['aws_rds_cluster.orders', 'aws_rds_cluster_instance.one', 'aws_rds_cluster_instance.two']
          .map((from) => `removed {\n  from = ${from}\n  lifecycle {\n    destroy = false\n  }\n}`)
          .join('\n'),
      ),
    ),
    told: {
      clusters: {
        orders: {
          class: 'other-changes',
          findings: [
            ['forgotten', /forget aws_rds_cluster\.orders and leave it running/],
            ['forgotten', /instance\.one/],
            ['forgotten', /instance\.two/],
          ],
        },
      },
    },
  },
  {
    name: 'removed block that destroys',
    base: 'orders',
    edit: both(
      without('aws_rds_cluster_instance', 'two'),
      added('removed {\n  from = aws_rds_cluster_instance.two\n  lifecycle {\n    destroy = true\n  }\n}'),
    ),
    told: { clusters: { orders: destroyed([/destroy orders-2,/]) } },
  },
  {
    name: 'instance imported',
    base: 'orders',
    before: [['state', 'rm', 'aws_rds_cluster_instance.two']],
    edit: added('import {\n  to = aws_rds_cluster_instance.two\n  id = "orders-2"\n}'),
    told: { clusters: {} },
  },
  {
    name: 'cluster imported, with a later version in the code',
    base: 'orders',
    before: [['state', 'rm', 'aws_rds_cluster.orders']],
    edit: both(
      replaced('engine_version                  = "15.4"', 'engine_version = "15.10"'),
      added('import {\n  to = aws_rds_cluster.orders\n  id = "orders"\n}'),
    ),
    told: {
      clusters: {
        orders: { class: 'in-place-engine-change', findings: [['in-place-engine-change!', /from 15\.4 to 15\.10/]] },
      },
    },
  },
  {
    name: 'cluster lost from the state',
    base: 'orders',
    before: [['state', 'rm', 'aws_rds_cluster.orders']],
    told: {
      clusters: { orders: { class: 'other-changes', findings: [['created', /create aws_rds_cluster\.orders/]] } },
    },
  },
  {
    name: 'new cluster with its instance',
    base: 'orders',
    edit: added(`${invoices('invoices')}
resource "aws_rds_cluster_instance" "invoices" {
  identifier         = "invoices-1"
  cluster_identifier = aws_rds_cluster.invoices.cluster_identifier
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
}`),
    told: {
      clusters: {
        invoices: {
          class: 'other-changes',
          findings: [
            ['created', /aws_rds_cluster\.invoices/],
            ['created', /aws_rds_cluster_instance\.invoices/],
          ],
        },
      },
    },
  },
  {
    name: 'new cluster whose name only the apply tells',
    base: 'orders',
    edit: added(
      `${invoices('invoices').replace('"invoices"\n', 'terraform_data.name.output\n')}\nresource "terraform_data" "name" {\n  input = "invoices"\n}`,
    ),
    told: {
      clusters: {
        'aws_rds_cluster.invoices': { class: 'other-changes', findings: [['created', /aws_rds_cluster\.invoices/]] },
      },
      elsewhere: 1,
    },
  },
  {
    name: 'instances of a cluster of another stack',
    base: 'orders',
    before: [['state', 'rm', 'aws_rds_cluster.orders']],
    edit: both(
      cluster,
      (code) => code.replaceAll('aws_rds_cluster.orders.cluster_identifier', '"orders"'),
      (code) => code.replaceAll('db.r6g.large', 'db.r6g.xlarge'),
    ),
    told: { clusters: { orders: { class: 'other-changes' } } },
  },
  {
    name: 'two regions: version of one raised',
    base: 'regions',
    edit: (code) => code.replace(/(aws_rds_cluster" "europe"[^}]*engine_version +=) "15.4"/, '$1 "15.10"'),
    told: {
      clusters: {
        'orders (aws_rds_cluster.asia)': { class: 'no-changes' },
        'orders (aws_rds_cluster.europe)': {
          class: 'in-place-engine-change',
          findings: [['in-place-engine-change!', /from 15\.4 to 15\.10/, /-- orders\)/]],
        },
      },
    },
  },
  {
    name: 'two regions: one taken out of the code',
    base: 'regions',
    edit: without('aws_rds_cluster', 'europe'),
    told: {
      clusters: { 'orders (aws_rds_cluster.europe)': destroyed([/aws_rds_cluster\.europe/]) },
    },
  },
  {
    name: 'two regions: two new clusters of one name',
    base: 'regions',
    edit: added(invoices('here') + invoices('there', 'provider = aws.eu')),
    told: {
      clusters: {
        'invoices (aws_rds_cluster.here)': { class: 'other-changes', findings: [['created', /cluster\.here/]] },
        'invoices (aws_rds_cluster.there)': { class: 'other-changes', findings: [['created', /cluster\.there/]] },
      },
    },
  },
  {
    name: 'another provider alias: the cluster is sought where it is not',
    base: 'regions',
    outside: (rds) => void delete rds.world.regions['eu-west-1'],
    told: {
      clusters: {
        'orders (aws_rds_cluster.europe)': {
          class: replacement,
          findings: [['vanished!', /aws_rds_cluster\.europe/, /not find/, /region/]],
        },
      },
    },
  },
];
