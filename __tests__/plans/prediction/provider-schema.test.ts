import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterRules } from '../../../scripts/plans/prediction/cluster-rules';
import { instanceRules } from '../../../scripts/plans/prediction/instance-rules';
import type { Rules } from '../../../scripts/plans/prediction/rule';
import { terraformBinary } from '../../../scripts/terraform/terraform';
import { type AttachedProvider, attachProvider } from '../../support/attached-provider';
import { runCommand } from '../../support/run-command';
import { describeWith, terraformEnvironment } from '../../support/tools';

/** Values that are valid, where `before` and `after` are not. */
const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const key = (name: string) => `arn:aws:kms:eu-west-1:123456789012:key/${name}`;
const pairs: Record<string, [unknown, unknown]> = {
  database_insights_mode: ['standard', 'advanced'],
  engine: ['aurora-postgresql', 'aurora-mysql'],
  engine_lifecycle_support: ['open-source-rds-extended-support', 'open-source-rds-extended-support-disabled'],
  engine_mode: ['provisioned', 'serverless'],
  enabled_cloudwatch_logs_exports: [['postgresql'], ['audit']],
  cluster_scalability_type: ['standard', 'limitless'],
  iam_roles: [[arn('a')], [arn('b')]],
  kms_key_id: [key('a'), key('b')],
  master_user_secret_kms_key_id: [key('a'), key('b')],
  master_username: ['admin1', 'admin2'],
  database_name: ['before1', 'after1'],
  monitoring_interval: [0, 60],
  monitoring_role_arn: [arn('a'), arn('b')],
  network_type: ['IPV4', 'DUAL'],
  performance_insights_kms_key_id: [key('a'), key('b')],
  performance_insights_retention_period: [7, 731],
  preferred_backup_window: ['01:00-02:00', '03:00-04:00'],
  preferred_maintenance_window: ['sun:01:00-sun:02:00', 'sun:03:00-sun:04:00'],
  storage_type: ['', 'aurora-iopt1'],
  backtrack_window: [1, 2],
  ca_cert_identifier: ['rds-ca-rsa2048-g1', 'rds-ca-ecc384-g1'],
  custom_iam_instance_profile: ['AWSRDSCustomA', 'AWSRDSCustomB'],
  promotion_tier: [1, 2],
  availability_zones: [
    ['a', 'b'],
    ['c', 'd'],
  ],
};

interface Attribute {
  type: unknown;
  required?: boolean;
  optional?: boolean;
  computed?: boolean;
}

interface Block {
  attributes: Record<string, Attribute>;
  block_types?: Record<string, unknown>;
}

const base: Record<string, Record<string, unknown>> = {
  aws_rds_cluster: { cluster_identifier: 'orders', engine: 'aurora-postgresql', skip_final_snapshot: true },
  aws_rds_cluster_instance: {
    identifier: 'orders-1',
    cluster_identifier: 'orders',
    engine: 'aurora-postgresql',
    instance_class: 'db.r6g.large',
  },
};

describeWith(['terraform', 'aws-provider'], 'the rules, against the provider itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-schema-'));
  const blocks: Record<string, Block> = {};
  /** Attributes whose change replaces the resource, by type. */
  const replacing: Record<string, string[]> = {};
  let attached: AttachedProvider | undefined;

  beforeAll(async () => {
    const env: Record<string, string> = {
      ...terraformEnvironment(folder),
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    const version = '5.100.0';
    const stack = join(folder, 'stack');
    mkdirSync(stack);
    const terraform = async (...args: string[]) => {
      const result = await runCommand(terraformBinary(), args, { cwd: stack, env, limit: 120_000 });
      if (result.exitCode !== 0) throw new Error(`terraform ${args[0]}: ${result.output}`);
      return result.stdout;
    };
    const provider = {
      terraform: { required_providers: { aws: { source: 'hashicorp/aws', version } } },
      provider: {
        aws: {
          region: 'eu-west-1',
          skip_credentials_validation: true,
          skip_requesting_account_id: true,
          skip_metadata_api_check: 'true',
        },
      },
    };
    writeFileSync(join(stack, 'main.tf.json'), JSON.stringify(provider));
    await terraform('init', '-input=false');
    // What it describes of other services takes Terraform most of the time of each run.
    attached = await attachProvider(env, version);
    Object.assign(env, attached.env);
    const schema = JSON.parse(await terraform('providers', 'schema', '-json'));
    const types = schema.provider_schemas['registry.terraform.io/hashicorp/aws'].resource_schemas;
    for (const type of Object.keys(base)) blocks[type] = types[type].block;

    // One resource for each argument: the state has one value, the code another.
    const tried = Object.entries(blocks).flatMap(([type, { attributes }]) =>
      Object.entries(attributes)
        .filter(
          ([name, attribute]) => (attribute.optional || attribute.required) && name !== 'id' && name !== 'tags_all',
        )
        // Write-only, and the version that only comes with it.
        .filter(([name]) => !name.startsWith('master_password_wo'))
        .map(([name, attribute]) => ({ type, name, values: pairs[name] ?? valuesOf(attribute.type) })),
    );
    const resource: Record<string, Record<string, unknown>> = {};
    for (const { type, name, values } of tried) {
      const own = { ...base[type], [name]: values[1] };
      if (name.endsWith('_prefix')) delete own[name.slice(0, -'_prefix'.length)];
      resource[type] = { ...resource[type], [name]: own };
    }
    writeFileSync(join(stack, 'main.tf.json'), JSON.stringify({ ...provider, resource }, null, 1));
    writeFileSync(
      join(stack, 'terraform.tfstate'),
      JSON.stringify({
        version: 4,
        terraform_version: '1.5.0',
        serial: 1,
        lineage: '11111111-1111-1111-1111-111111111111',
        resources: tried.map(({ type, name, values }) => ({
          mode: 'managed',
          type,
          name,
          provider: 'provider["registry.terraform.io/hashicorp/aws"]',
          instances: [{ schema_version: 0, attributes: { id: 'orders', ...base[type], [name]: values[0] } }],
        })),
      }),
    );
    await terraform('plan', '-refresh=false', '-input=false', '-out=plan');
    const plan = JSON.parse(await terraform('show', '-json', 'plan'));
    for (const { type, name, change } of plan.resource_changes) {
      replacing[type] ??= [];
      if ((change.replace_paths ?? []).some(([path]: string[]) => path === name)) replacing[type].push(name);
    }
  });
  afterAll(async () => {
    await attached?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['aws_rds_cluster', clusterRules],
    ['aws_rds_cluster_instance', instanceRules],
  ] as const)("%s: every argument, with the provider's schema", (type, rules) => {
    const { attributes, block_types = {} } = blocks[type]!;
    expect(Object.keys(rules).sort()).toEqual([...Object.keys(attributes), ...Object.keys(block_types)].sort());
    const said = Object.fromEntries(Object.keys(attributes).map((name) => [name, rules[name]?.schema]));
    const known = Object.entries(attributes).map(([name, attribute]) => [name, schemaOf(attribute)]);
    expect(said).toEqual(Object.fromEntries(known));
  });

  it.each([
    ['aws_rds_cluster', clusterRules],
    ['aws_rds_cluster_instance', instanceRules],
  ] as const)('%s: what replaces it in a plan', (type, rules) => {
    const arguments_ = Object.keys(blocks[type]!.attributes);
    expect(arguments_.filter((name) => rules[name]?.forceNew).sort()).toEqual(replacing[type]!.sort());
  });
});

function schemaOf({ required, optional, computed }: Attribute): Rules[string]['schema'] {
  if (required) return 'required';
  if (optional) return computed ? 'optional+computed' : 'optional';
  return 'computed';
}

function valuesOf(type: unknown): [unknown, unknown] {
  if (type === 'bool') return [false, true];
  if (type === 'number') return [1, 2];
  if (Array.isArray(type) && type[0] === 'set') return [['before'], ['after']];
  if (Array.isArray(type) && type[0] === 'map') return [{ a: 'before' }, { a: 'after' }];
  return ['before', 'after'];
}
