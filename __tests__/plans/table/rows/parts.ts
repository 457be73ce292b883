import { added, both, type TableRow, version } from '../row';

const replacement = 'replacement-or-destruction' as const;

const note = 'resource "terraform_data" "note" {\n  input = "x"\n}';

const opentofu = (terraform_version: string, registry: 'registry.opentofu.org' | 'registry.terraform.io') => {
  return (plan: Record<string, unknown>): void => {
    // OpenTofu's plan has neither: https://github.com/opentofu/opentofu/blob/main/internal/command/jsonplan/plan.go
    delete plan.complete;
    delete plan.applyable;
    plan.terraform_version = terraform_version;
    for (const entry of plan.resource_changes as { provider_name: string }[]) {
      entry.provider_name = entry.provider_name.replace('registry.terraform.io', registry);
    }
  };
};

/** Plans of a part, plans that stopped, plans of other things, and plans of other programs. */
export const partRows: TableRow[] = [
  {
    name: '-target of an instance',
    base: 'orders',
    args: ['-target=aws_rds_cluster_instance.one'],
    told: { clusters: { orders: { class: 'incomplete' } }, problem: /partial: it was created with -target/ },
  },
  {
    name: '-target of the cluster, with a later version',
    base: 'orders',
    edit: version('"15.10"'),
    args: ['-target=aws_rds_cluster.orders'],
    told: {
      clusters: {
        orders: { class: 'in-place-engine-change', findings: [['in-place-engine-change!', /to 15\.10/]] },
      },
      problem: /partial: it was created with -target/,
    },
  },
  {
    name: '-refresh-only',
    base: 'orders',
    args: ['-refresh-only'],
    told: { clusters: {}, problem: /partial.*-refresh-only/ },
  },
  {
    name: '-refresh-only, with a later version in the code',
    base: 'orders',
    edit: version('"15.10"'),
    args: ['-refresh-only'],
    told: { clusters: {}, problem: /partial.*-refresh-only/ },
  },
  {
    name: 'stopped by prevent_destroy',
    base: 'orders',
    edit: version('"15.4"\n  storage_encrypted = true\n  lifecycle {\n    prevent_destroy = true\n  }'),
    stopped: true,
    told: {
      clusters: { orders: { class: replacement, findings: [['replaced!', /storage_encrypted/]] } },
      problem: /incomplete: an error stopped it/,
    },
  },
  {
    name: 'stopped by the guard of AuroraCluster',
    base: 'orders',
    edit: version(
      '"15.10"\n  lifecycle {\n    postcondition {\n      condition     = self.engine_version_actual == "15.10"\n      error_message = "Cluster orders: the code says 15.10, AWS runs ${self.engine_version_actual}.\\nTerraform must not change the engine version in place."\n    }\n  }',
    ),
    stopped: true,
    told: {
      clusters: {
        orders: { class: 'incomplete', findings: [['upgrade-pending', /AWS runs 15\.4, but the code says 15\.10/]] },
      },
      problem: /incomplete: a condition of aws_rds_cluster\.orders stopped it/,
    },
  },
  {
    name: 'stopped by a condition of the cluster that is not the guard, with a later version',
    base: 'orders',
    edit: version(
      '"15.10"\n  lifecycle {\n    postcondition {\n      condition     = self.backup_retention_period > 6\n      error_message = "Keep backups for a week."\n    }\n  }',
    ),
    stopped: true,
    told: {
      clusters: {
        orders: { class: 'in-place-engine-change', findings: [['in-place-engine-change!', /from 15\.4 to 15\.10/]] },
      },
      problem: /incomplete: a condition of aws_rds_cluster\.orders stopped it/,
    },
  },
  {
    name: 'stopped by a condition of something else',
    base: 'orders',
    edit: added(
      'resource "terraform_data" "note" {\n  input = "x"\n  lifecycle {\n    precondition {\n      condition     = aws_rds_cluster.orders.backup_retention_period > 6\n      error_message = "Keep backups for a week."\n    }\n  }\n}',
    ),
    stopped: true,
    told: { clusters: { orders: { class: 'incomplete' } }, problem: /a condition of terraform_data\.note stopped it/ },
  },
  {
    name: 'a check that fails',
    base: 'orders',
    edit: added(
      'check "backups" {\n  assert {\n    condition     = aws_rds_cluster.orders.backup_retention_period > 6\n    error_message = "Keep backups for a week."\n  }\n}',
    ),
    told: { clusters: {} },
  },
  {
    name: 'a check that fails, and a later version',
    base: 'orders',
    edit: both(
      version('"15.10"'),
      added(
        'check "backups" {\n  assert {\n    condition     = aws_rds_cluster.orders.backup_retention_period > 6\n    error_message = "Keep backups for a week."\n  }\n}',
      ),
    ),
    told: {
      clusters: {
        orders: { class: 'in-place-engine-change', findings: [['in-place-engine-change!', /from 15\.4 to 15\.10/]] },
      },
    },
  },
  {
    name: 'an output',
    base: 'orders',
    edit: added('output "endpoint" {\n  value = aws_rds_cluster.orders.endpoint\n}'),
    told: { clusters: {}, elsewhere: 1 },
  },
  { name: 'something else', base: 'orders', edit: added(note), told: { clusters: {}, elsewhere: 1 } },
  {
    name: 'a custom endpoint of the cluster',
    base: 'orders',
    edit: added(
      'resource "aws_rds_cluster_endpoint" "readers" {\n  cluster_identifier          = aws_rds_cluster.orders.cluster_identifier\n  cluster_endpoint_identifier = "readers"\n  custom_endpoint_type        = "READER"\n}',
    ),
    told: { clusters: {}, elsewhere: 1 },
  },
  {
    name: 'OpenTofu 1.9',
    base: 'orders',
    rewritten: opentofu('1.9.1', 'registry.opentofu.org'),
    told: { clusters: {}, unknownWhetherWhole: /^(?!.*before 1\.8).*OpenTofu/ },
  },
  {
    name: 'OpenTofu 1.10, with providers of the Terraform registry, and a later version',
    base: 'orders',
    edit: version('"15.10"'),
    rewritten: opentofu('1.10.3', 'registry.terraform.io'),
    told: {
      clusters: {
        orders: { class: 'in-place-engine-change', findings: [['in-place-engine-change!', /from 15\.4 to 15\.10/]] },
      },
      unknownWhetherWhole: /^(?!.*before 1\.8).*OpenTofu/,
    },
  },
  {
    name: 'OpenTofu 1.11, with an ephemeral resource',
    base: 'orders',
    rewritten(plan) {
      opentofu('1.11.0', 'registry.opentofu.org')(plan);
      (plan.resource_changes as unknown[]).push({
        address: 'ephemeral.random_password.master',
        mode: 'ephemeral',
        type: 'random_password',
        name: 'master',
        provider_name: 'registry.opentofu.org/hashicorp/random',
        change: { actions: ['open'], before: null, after: null },
      });
    },
    told: { clusters: {}, unknownWhetherWhole: /OpenTofu/ },
  },
  {
    name: 'Terraform 1.5',
    base: 'orders',
    rewritten(plan) {
      delete plan.complete;
      delete plan.applyable;
      plan.terraform_version = '1.5.7';
    },
    told: { clusters: {}, unknownWhetherWhole: /Terraform before 1\.8/ },
  },
  {
    name: 'a part deferred',
    base: 'orders',
    rewritten(plan) {
      plan.complete = false;
      plan.deferred_changes = [];
    },
    told: { clusters: { orders: { class: 'incomplete' } }, problem: /deferred/ },
  },
];
