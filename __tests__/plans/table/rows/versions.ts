import { added, both, replaced, type TableRow, version } from '../row';

const inPlace = (to: string) => ({
  clusters: {
    orders: {
      class: 'in-place-engine-change' as const,
      findings: [['in-place-engine-change!', new RegExp(`from 15.4 to ${to} in place`), /-- orders/]] as [
        'in-place-engine-change!',
        ...RegExp[],
      ][],
    },
  },
});

const open = (...says: RegExp[]) => ({
  class: 'in-place-engine-change' as const,
  findings: [['version-unknown!', ...says]] as ['version-unknown!', ...RegExp[]][],
});

const upgradedOutside: TableRow['outside'] = (rds) => {
  rds.control('POST auto-minor-upgrade', { cluster: 'orders', version: '15.5' });
  rds.control('POST clock', { advanceMinutes: 60 });
};

const fromTerraformData = (output: string) => `
resource "terraform_data" "version" {
  input = "15.10"
}
${output}`;

/** What becomes of the engine version. */
export const versionRows: TableRow[] = [
  {
    name: 'nothing changes',
    base: 'orders',
    told: { clusters: {} },
  },
  { name: 'minor version raised', base: 'orders', edit: version('"15.10"'), told: inPlace('15.10') },
  {
    name: 'major version raised',
    base: 'orders',
    edit: version('"16.3"\n  allow_major_version_upgrade = true'),
    told: inPlace('16.3'),
  },
  {
    name: 'version lowered',
    base: 'orders',
    edit: version('"15.3"'),
    told: {
      clusters: {
        orders: {
          class: 'in-place-engine-change',
          findings: [
            [
              'in-place-engine-change!',
              /downgrade orders from 15\.4 to 15\.3, which RDS does not support/,
              /reconcile/,
            ],
          ],
        },
      },
    },
  },
  {
    name: 'exact version made a prefix of it',
    base: 'orders',
    edit: version('"15"'),
    told: { clusters: { orders: open(/runs 15\.4/, /15 is not an exact version/, /exact version/) } },
  },
  {
    name: 'prefix of a later major version',
    base: 'orders',
    edit: version('"16"'),
    told: inPlace('16'),
  },
  {
    name: 'prefix of an earlier major version',
    base: 'orders',
    edit: version('"14"'),
    told: {
      clusters: {
        orders: {
          class: 'in-place-engine-change',
          findings: [['in-place-engine-change!', /downgrade orders from 15\.4 to 14/]],
        },
      },
    },
  },
  {
    name: 'prefix in the state made the exact version that runs',
    base: 'orders',
    state: (text) => text.replace('"engine_version": "15.4"', '"engine_version": "15"'),
    told: { clusters: { orders: { class: 'other-changes' } } },
  },
  {
    name: 'another version, sensitive',
    base: 'orders',
    edit: version('sensitive("15.10")'),
    told: { clusters: { orders: open(/engine_version of aws_rds_cluster\.orders/, /sensitive/) } },
  },
  {
    name: 'the same version, now sensitive',
    base: 'orders',
    edit: version('sensitive("15.4")'),
    told: { clusters: { orders: { class: 'other-changes' } } },
  },
  {
    name: 'version of a resource that is to be created',
    base: 'orders',
    edit: both(version('terraform_data.version.output'), added(fromTerraformData(''))),
    told: { clusters: { orders: open(/known only after apply/) }, elsewhere: 1 },
  },
  {
    name: 'version of a data source that is read during the apply',
    base: 'orders',
    edit: both(
      version('data.aws_rds_engine_version.latest.version'),
      added(
        fromTerraformData(`
data "aws_rds_engine_version" "latest" {
  engine     = "aurora-postgresql"
  depends_on = [terraform_data.version]
}`),
      ),
    ),
    told: { clusters: { orders: open(/known only after apply/) }, elsewhere: 1 },
  },
  {
    name: 'version taken out of the code',
    base: 'orders',
    edit: replaced('  engine_version                  = "15.4"\n', ''),
    told: { clusters: {} },
  },
  {
    name: 'AWS has upgraded itself',
    base: 'orders',
    outside: upgradedOutside,
    told: {
      clusters: {
        orders: {
          class: 'in-place-engine-change',
          findings: [['in-place-engine-change!', /from 15\.5 to 15\.4/, /reconcile/]],
        },
      },
    },
  },
  {
    name: 'AWS has upgraded itself, and the code follows',
    base: 'orders',
    outside: upgradedOutside,
    edit: version('"15.5"'),
    told: { clusters: {} },
  },
  {
    name: 'AWS has upgraded itself, and changes of the version are ignored',
    base: 'orders',
    outside: upgradedOutside,
    edit: version('"15.4"\n  lifecycle {\n    ignore_changes = [engine_version]\n  }'),
    told: { clusters: {} },
  },
  {
    name: 'the code follows, planned without a refresh',
    base: 'orders',
    outside: upgradedOutside,
    edit: version('"15.5"'),
    args: ['-refresh=false'],
    told: inPlace('15.5'),
  },
  {
    name: 'major version raised, with groups of its own',
    base: 'orders',
    edit: both(
      version('"16.3"'),
      replaced('aws_rds_cluster_parameter_group.pg15.name', 'aws_rds_cluster_parameter_group.pg16.name'),
      added(
        'resource "aws_rds_cluster_parameter_group" "pg16" {\n  name   = "orders-cluster-pg16"\n  family = "aurora-postgresql16"\n}',
      ),
    ),
    told: {
      clusters: {
        orders: {
          class: 'in-place-engine-change',
          findings: [
            ['in-place-engine-change!', /from 15\.4 to 16\.3/],
            ['target-groups-added', /orders-cluster-pg16/],
          ],
        },
      },
    },
  },
  {
    name: 'Aurora MySQL: version raised',
    base: 'mysql',
    edit: replaced('"8.0.mysql_aurora.3.05.2"', '"8.0.mysql_aurora.3.08.0"'),
    told: {
      clusters: {
        cart: {
          class: 'in-place-engine-change',
          findings: [['in-place-engine-change!', /to 8\.0\.mysql_aurora\.3\.08\.0/]],
        },
      },
    },
  },
  {
    name: 'Aurora MySQL: major version raised',
    base: 'mysql',
    edit: replaced(
      '"8.0.mysql_aurora.3.05.2"',
      '"8.4.mysql_aurora.8.4.7"\n  allow_major_version_upgrade = true\n  db_cluster_parameter_group_name = "default.aurora-mysql8.4"',
    ),
    told: {
      clusters: {
        cart: {
          class: 'in-place-engine-change',
          findings: [
            ['in-place-engine-change!', /from 8\.0\.mysql_aurora\.3\.05\.2 to 8\.4\.mysql_aurora\.8\.4\.7 in place/],
          ],
        },
      },
    },
  },
  {
    name: 'Aurora MySQL: prefix of the version that runs',
    base: 'mysql',
    edit: replaced('"8.0.mysql_aurora.3.05.2"', '"8.0"'),
    told: { clusters: { cart: open(/8\.0 is not an exact version/) } },
  },
  {
    name: 'another engine',
    base: 'orders',
    edit: both(
      version('"8.0.mysql_aurora.3.05.2"'),
      (code) => code.replaceAll('"aurora-postgresql"', '"aurora-mysql"'),
      replaced('_name = aws_rds_cluster_parameter_group.pg15.name', '_name = "default.aurora-mysql8.0"'),
      (code) => code.replaceAll('  db_parameter_group_name = aws_db_parameter_group.pg15.name\n', ''),
    ),
    told: {
      clusters: {
        orders: {
          class: 'replacement-or-destruction',
          findings: [
            ['replaced!', /destroy orders,.*empty.*engine.* cannot be changed in place/],
            ['replaced!', /destroy orders-1,/],
            ['replaced!', /destroy orders-2,/],
          ],
        },
      },
    },
  },
];
