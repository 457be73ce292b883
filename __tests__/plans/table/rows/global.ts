import { added, both, replaced, type TableRow, without } from '../row';

const globalVersion = (to: string) =>
  replaced(
    '"aurora-postgresql"\n  engine_version            = "15.4"\n  force',
    `"aurora-postgresql"\n  engine_version = ${to}\n  force`,
  );

const inPlace = (name: string, ...says: RegExp[]) => ({
  clusters: {
    [name]: {
      class: 'in-place-engine-change' as const,
      findings: [['in-place-engine-change!', ...says]] as ['in-place-engine-change!', ...RegExp[]][],
    },
  },
});

/** Global databases: their engine version is that of all their members. */
export const globalRows: TableRow[] = [
  { name: 'global: nothing changes', base: 'world', told: { clusters: {} } },
  {
    name: 'global: version raised, the member ignores its own',
    base: 'world',
    edit: globalVersion('"15.10"'),
    told: inPlace('orders', /orders from 15\.4 to 15\.10 in place/, /global cluster world/, /--allow-in-place orders/),
  },
  {
    name: 'global: version raised, the member follows',
    base: 'world',
    edit: both(
      globalVersion('"15.10"'),
      replaced('  lifecycle {\n    ignore_changes = [engine_version]\n  }\n', ''),
      replaced('engine_version            = "15.4"', 'engine_version = aws_rds_global_cluster.world.engine_version'),
    ),
    told: inPlace('orders', /orders from 15\.4 to 15\.10 in place/, /global cluster world/),
  },
  {
    name: 'global: version raised, members in other stacks',
    base: 'world',
    before: [['state', 'rm', 'aws_rds_cluster.orders']],
    edit: both(globalVersion('"15.10"'), without('aws_rds_cluster', 'orders')),
    told: inPlace('world', /from 15\.4 to 15\.10 in place/, /each member/, /--allow-in-place world/),
  },
  {
    name: 'global: major version raised',
    base: 'world',
    edit: globalVersion('"16.3"'),
    told: inPlace('orders', /orders from 15\.4 to 16\.3 in place/),
  },
  {
    name: 'global: version made a prefix of it',
    base: 'world',
    edit: globalVersion('"15"'),
    told: {
      clusters: {
        orders: {
          class: 'in-place-engine-change',
          findings: [['version-unknown!', /runs 15\.4/, /15 is not an exact version/]],
        },
      },
    },
  },
  {
    name: 'global: deletion protection',
    base: 'world',
    edit: replaced('force_destroy             = true', 'force_destroy = true\n  deletion_protection = true'),
    told: { clusters: { orders: { class: 'other-changes' } } },
  },
  {
    name: 'global: taken out of the code',
    base: 'world',
    edit: both(
      without('aws_rds_global_cluster', 'world'),
      replaced('  global_cluster_identifier = aws_rds_global_cluster.world.id\n', ''),
    ),
    told: {
      clusters: {
        orders: {
          class: 'replacement-or-destruction',
          findings: [
            ['destroyed!', /destroy the global cluster world/, /no longer replicate/, /--allow-destroy world/],
          ],
        },
      },
    },
  },
  {
    name: 'global: renamed',
    base: 'world',
    edit: replaced('global_cluster_identifier = "world"', 'global_cluster_identifier = "planet"'),
    told: {
      clusters: {
        orders: {
          class: 'replacement-or-destruction',
          findings: [['replaced!', /global cluster world/, /global_cluster_identifier cannot be changed in place/]],
        },
      },
    },
  },
  {
    name: 'global: a member leaves it',
    base: 'world',
    edit: replaced('  global_cluster_identifier = aws_rds_global_cluster.world.id\n', ''),
    told: { clusters: { orders: { class: 'other-changes' } } },
  },
  {
    name: 'global: a further member',
    base: 'world',
    edit: added(
      'resource "aws_rds_cluster" "reader" {\n  cluster_identifier = "orders-reader"\n  engine = "aurora-postgresql"\n  engine_version = "15.4"\n  global_cluster_identifier = aws_rds_global_cluster.world.id\n}',
    ),
    told: {
      clusters: {
        'orders-reader': { class: 'other-changes', findings: [['created', /aws_rds_cluster\.reader/]] },
      },
    },
  },
];
