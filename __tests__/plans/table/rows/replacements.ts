import { added, both, replaced, type TableRow, version } from '../row';

const replacement = 'replacement-or-destruction' as const;

const only = (name: string, ...says: RegExp[]) => ({
  clusters: { [name]: { class: replacement, findings: [['replaced!', ...says]] as ['replaced!', ...RegExp[]][] } },
});

const inCluster = (lines: string) => version(`"15.4"\n${lines}`);

const inInstance = (lines: string) => replaced('"orders-1"', `"orders-1"\n${lines}`);

/** What is destroyed and created anew, and what only changes. */
export const replacementRows: TableRow[] = [
  {
    name: '-replace of the cluster',
    base: 'orders',
    args: ['-replace=aws_rds_cluster.orders'],
    told: only(
      'orders',
      /orders, aws_rds_cluster\.orders, and create it again, empty/,
      /-replace/,
      /Plan without -replace/,
    ),
  },
  {
    name: '-replace of an instance whose key a shell would read',
    base: 'shapes',
    args: ['-replace=aws_rds_cluster_instance.shop["a b; ls"]'],
    told: only('shop-blank', /shop-blank-1/, /-replace='aws_rds_cluster_instance\.shop\["a b; ls"\]'/),
  },
  {
    name: 'tainted cluster',
    base: 'orders',
    before: [['taint', 'aws_rds_cluster.orders']],
    told: only('orders', /tainted/, /terraform untaint aws_rds_cluster\.orders$/m),
  },
  {
    name: 'tainted cluster whose key has a quote and a dollar',
    base: 'shapes',
    before: [['taint', 'aws_rds_cluster.shop["it\'s $HOME"]']],
    told: only('shop-quote', /tainted/, /terraform untaint 'aws_rds_cluster\.shop\["it'\\''s \$HOME"\]'/),
  },
  {
    name: 'tainted instance',
    base: 'orders',
    before: [['taint', 'aws_rds_cluster_instance.two']],
    told: only('orders', /orders-2, aws_rds_cluster_instance\.two, and create it again:/, /tainted/, /untaint/),
  },
  {
    name: 'replace_triggered_by',
    base: 'orders',
    edit: both(
      inInstance('  lifecycle {\n    replace_triggered_by = [aws_db_parameter_group.pg15]\n  }'),
      replaced(
        'name   = "orders-pg15"',
        'name   = "orders-pg15"\n  parameter {\n    name  = "work_mem"\n    value = "65536"\n  }',
      ),
    ),
    told: only('orders', /orders-1/, /replace_triggered_by/),
  },
  {
    name: 'storage encrypted',
    base: 'orders',
    edit: inCluster('  storage_encrypted = true'),
    told: only('orders', /storage_encrypted cannot be changed in place/, /Revert the change/),
  },
  {
    name: 'master user name changed, create_before_destroy',
    base: 'orders',
    edit: both(
      replaced('"postgres"', '"root_user"'),
      inCluster('  lifecycle {\n    create_before_destroy = true\n  }'),
    ),
    told: only('orders', /destroy orders/, /master_username cannot be changed in place/),
  },
  {
    name: 'subnet group changed',
    base: 'orders',
    edit: inCluster('  db_subnet_group_name = "private"'),
    told: only('orders', /db_subnet_group_name/),
  },
  {
    name: 'cluster renamed',
    base: 'orders',
    edit: replaced('cluster_identifier              = "orders"', 'cluster_identifier = "purchases"'),
    told: {
      clusters: {
        orders: {
          class: replacement,
          findings: [
            ['replaced!', /destroy orders,/, /cluster_identifier cannot be changed in place/],
            ['replaced!', /destroy orders-1,/],
            ['replaced!', /destroy orders-2,/],
          ],
        },
      },
    },
  },
  {
    name: 'restored from a snapshot',
    base: 'orders',
    edit: inCluster('  snapshot_identifier = "orders-2026-01-01"'),
    told: only('orders', /destroy orders,.*again, from a snapshot: snapshot_identifier cannot/),
  },
  {
    name: 'restored to a point in time',
    base: 'orders',
    edit: inCluster(
      '  restore_to_point_in_time {\n    source_cluster_identifier  = "orders"\n    use_latest_restorable_time = true\n  }',
    ),
    told: only('orders', /destroy orders,.*again, from a point in time: restore_to_point_in_time cannot/),
  },
  {
    name: 'instance renamed',
    base: 'orders',
    edit: replaced('"orders-2"', '"orders-reader"'),
    told: only('orders', /destroy orders-2,/, /identifier cannot be changed in place/),
  },
  {
    name: 'instance in another zone',
    base: 'orders',
    edit: inInstance('  availability_zone = "ap-northeast-1d"'),
    told: only('orders', /orders-1, aws_rds_cluster_instance\.one, and create it again:/, /availability_zone/),
  },
  {
    name: 'instance of another class',
    base: 'orders',
    edit: (code) => code.replaceAll('db.r6g.large', 'db.r6g.xlarge'),
    told: { clusters: { orders: { class: 'other-changes' } } },
  },
  {
    name: 'backup retention and master password',
    base: 'orders',
    edit: inCluster('  backup_retention_period = 14\n  master_password = "a-new-password"'),
    told: { clusters: { orders: { class: 'other-changes' } } },
  },
  {
    name: 'major upgrades allowed, none asked for',
    base: 'orders',
    edit: inCluster('  allow_major_version_upgrade = true'),
    told: { clusters: { orders: { class: 'other-changes' } } },
  },
  {
    name: 'parameter changed',
    base: 'orders',
    edit: replaced(
      'name   = "orders-cluster-pg15"',
      'name   = "orders-cluster-pg15"\n  parameter {\n    name         = "rds.logical_replication"\n    value        = "1"\n    apply_method = "pending-reboot"\n  }',
    ),
    told: { clusters: { orders: { class: 'other-changes' } } },
  },
  {
    name: 'parameter group renamed',
    base: 'orders',
    edit: replaced('"orders-pg15"', '"orders-instances-pg15"'),
    told: {
      clusters: {
        orders: {
          class: 'other-changes',
          findings: [['group-replaced', /orders-pg15/, /RDS refuses to delete/, /create_before_destroy/]],
        },
      },
    },
  },
  {
    name: 'parameter group renamed, create_before_destroy',
    base: 'orders',
    edit: replaced('"orders-pg15"', '"orders-instances-pg15"\n  lifecycle {\n    create_before_destroy = true\n  }'),
    told: { clusters: { orders: { class: 'other-changes' } } },
  },
  {
    name: 'Serverless v2: other capacities',
    base: 'mysql',
    edit: replaced('max_capacity = 4', 'max_capacity = 8'),
    told: { clusters: { cart: { class: 'other-changes' } } },
  },
  {
    name: 'Serverless v2: made provisioned',
    base: 'mysql',
    edit: replaced('"db.serverless"', '"db.r6g.large"'),
    told: { clusters: { cart: { class: 'other-changes' } } },
  },
  {
    name: 'instance added',
    base: 'orders',
    edit: added(`
resource "aws_rds_cluster_instance" "three" {
  identifier         = "orders-3"
  cluster_identifier = aws_rds_cluster.orders.cluster_identifier
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
}`),
    told: {
      clusters: {
        orders: { class: 'other-changes', findings: [['created', /create aws_rds_cluster_instance\.three/]] },
      },
    },
  },
];
