import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { uncopiedMembers } from '../../scripts/embedded-rds/world/deployments/uncopied';
import type { PredictedChange } from '../../scripts/plans/prediction/predicted-change';
import type { RunEvent } from '../../scripts/report/event';
import { type LocalRds, startLocalRds } from '../support/local-rds';
import { createApp, type ProjectCopy } from '../support/project-copy';
import type { CommandResult } from '../support/run-command';
import { openStack } from '../support/terraform-stack';
import { describeWith } from '../support/tools';

/** `address attribute effect`, sorted. */
type Said = string[];

interface Plan {
  resource_changes: {
    address: string;
    change: {
      actions: string[];
      before: Record<string, unknown> | null;
      after: Record<string, unknown> | null;
      after_unknown: Record<string, unknown>;
      replace_paths?: string[][];
    };
  }[];
  output_changes: Record<string, { actions: string[] }>;
}

describeWith(['terraform', 'aws-provider', 'git'], 'prediction and plan, by real Terraform', () => {
  let project: ProjectCopy;
  let rds: LocalRds;
  let upgraded: CommandResult;
  let refused: CommandResult;
  let planned: Said;
  let callsOfRefused: Record<string, number>;

  beforeAll(async () => {
    project = createApp();
    project.write('main.ts', readFileSync(join(__dirname, '../fixtures/apps/prediction/main.ts'), 'utf8'));
    project.commit('The app');
    rds = await startLocalRds(project, { speed: 3000 });
    const stack = await openStack(project, rds);
    await stack.importClusters();
    await rds.control('choices', { notCopiedToGreen: uncopiedMembers });
    project.replace('main.ts', 'const changed = false', 'const changed = true');
    const call = { env: stack.env };
    refused = await project.run('upgrade', ['ledger', '--to', '15.10', '--plan', '--json'], call);
    callsOfRefused = await rds.calls();
    const args = ['orders', 'billing', '--yes', '--json', '--until', 'switched'];
    upgraded = await project.run('upgrade', args, call);
    await stack.synth();
    await stack.terraform(['plan', '-input=false', '-no-color', '-out=after']);
    planned = changesOf(JSON.parse((await stack.terraform(['show', '-json', 'after'])).stdout));
  });
  afterAll(async () => {
    await rds?.stop();
    project?.remove();
  });

  const of = (said: Said, name: string) => said.filter((line) => new RegExp(`\\.${name}[_ -]`).test(line));

  it('a cluster that is as the code says, whatever RDS copied: only what refers to the resource id', () => {
    expect(upgraded.exitCode).toBe(0);
    expect(of(planned, 'orders')).toEqual(['output.orders_id value update']);
    expect(predicted(upgraded, 'orders')).toEqual(of(planned, 'orders'));
  });

  it('a cluster whose code was changed: each attribute, by its class', () => {
    expect(of(planned, 'billing')).toEqual([
      'aws_rds_cluster.billing backup_retention_period update',
      'aws_rds_cluster.billing copy_tags_to_snapshot update',
      'aws_rds_cluster.billing deletion_protection update',
      'aws_rds_cluster.billing enabled_cloudwatch_logs_exports update',
      'aws_rds_cluster.billing tags update',
      'aws_rds_cluster_instance.billing_billing-1 auto_minor_version_upgrade update',
      'aws_rds_cluster_instance.billing_billing-1 copy_tags_to_snapshot update',
      'aws_rds_cluster_instance.billing_billing-1 instance_class update',
      'aws_rds_cluster_instance.billing_billing-1 promotion_tier update',
      'aws_rds_cluster_instance.billing_billing-1 tags update',
    ]);
    expect(predicted(upgraded, 'billing')).toEqual(of(planned, 'billing'));
    const { changes } = lastPrediction(upgraded, 'billing');
    expect(changes).toContainEqual(expect.objectContaining({ attribute: 'network_type', effect: 'unknown' }));
  });

  it('what Terraform would replace is refused, all of it, and nothing is created', () => {
    expect(refused.exitCode).toBe(3);
    expect(predicted(refused, 'ledger')).toEqual(of(planned, 'ledger'));
    expect(of(planned, 'ledger')).toEqual([
      'aws_rds_cluster.ledger availability_zones replace',
      'aws_rds_cluster.ledger db_subnet_group_name replace',
      'aws_rds_cluster.ledger kms_key_id replace',
      'aws_rds_cluster.ledger master_username replace',
      'aws_rds_cluster_instance.ledger_ledger-1 availability_zone replace',
      'aws_rds_cluster_instance.ledger_ledger-1 db_subnet_group_name replace',
    ]);
    expect(callsOfRefused.CreateBlueGreenDeployment).toBeUndefined();
    expect(refused.stdout).not.toContain('admin1');
  });
});

function events(result: CommandResult): RunEvent[] {
  return result.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as RunEvent);
}

/** The last word: of green where there is one. */
function lastPrediction(result: CommandResult, cluster: string): { changes: PredictedChange[] } {
  const all = events(result).filter((event) => event.code === 'PREDICTION');
  return all.filter((event) => event.cluster === cluster).at(-1)!;
}

function predicted(result: CommandResult, cluster: string): Said {
  const said = lastPrediction(result, cluster)
    .changes.filter(({ effect }) => effect === 'replace' || effect === 'update')
    .map(({ address, attribute, effect }) => `${address} ${attribute} ${effect}`);
  return unique(said);
}

/** Sorted, and without the hashes that cdktf puts at the end of names. */
const unique = (said: Said): Said => [...new Set(said.map((line) => line.replace(/_[0-9A-F]{8} /, ' ')))].sort();

/** Of a resource that is replaced, what forces it; of one that is changed, what differs. */
function changesOf(plan: Plan): Said {
  const resources = plan.resource_changes.flatMap(({ address, change }) => {
    const { before, after, after_unknown: unknown, replace_paths: forced = [] } = change;
    // Groups have tags of their own, which no upgrade touches: the prediction is about the cluster and its instances.
    if (before === null || after === null || !/^aws_rds_cluster(_instance)?\./.test(address)) return [];
    if (forced.length > 0) return forced.map(([attribute]) => `${address} ${attribute} replace`);
    return Object.keys(after)
      .filter((name) => unknown[name] !== true && !isDeepStrictEqual(before[name] || null, after[name] || null))
      .map((name) => `${address} ${name === 'tags_all' ? 'tags' : name} update`);
  });
  const outputs = Object.entries(plan.output_changes)
    .filter(([, { actions }]) => actions.includes('update'))
    .map(([name]) => `output.${name} value update`);
  return unique([...resources, ...outputs]);
}
