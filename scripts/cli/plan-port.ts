import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DesiredCluster } from '../desired/desired-cluster';
import { importBlocks } from '../desired/import-blocks';
import { runApp } from '../desired/run-app';
import type { PlanPort } from '../runbook/step';
import { classifyChanges } from '../terraform/classify';
import type { ResourceChange } from '../terraform/plan-json';
import type { PlanProof } from '../terraform/plan-proof';
import type { PlanResult } from '../terraform/plan-result';
import { planStack } from '../terraform/plan-stack';
import { provePlanByHand } from '../terraform/prove-by-hand';
import type { LocalState } from '../terraform/stack-copy';
import { terraformBinary } from '../terraform/terraform';
import { localEnvironment, localStateFile, neutraliseProviders } from './local-mode';
import type { Workspace } from './workspace';

/** Terraform's plan of the code as it is now, against the stack's own state; with `--local`, against one of its own. */
export function planPort(workspace: Workspace, signal?: AbortSignal): PlanPort {
  return {
    async prove(cluster) {
      const app = await runApp({ projectDirectory: workspace.projectDirectory, signal });
      try {
        const stack = app.stacks.find((candidate) => candidate.name === cluster.stack);
        if (stack === undefined) throw new Error(`The app no longer has the stack ${cluster.stack}.`);
        const { local } = workspace;
        if (local !== undefined) await neutraliseProviders(stack.file);
        const localState = local === undefined ? undefined : localStateOf(local.stateDirectory, cluster);
        const result = await planStack({
          stackFile: stack.file,
          stackDir: join(app.project.deployDirectory, stack.workingDirectory),
          workDir: join(tmpdir(), 'aurora-upgrade-plan'),
          signal,
          ...(local === undefined ? {} : { env: localEnvironment(local.endpoint), localState }),
        });
        return proofOf(result, cluster, localState !== undefined && localState.imports.length > 0);
      } finally {
        await app.remove();
      }
    },
  };
}

/** The state that the embedded RDS goes with, where there is one; else a new one, filled by `import` blocks. */
function localStateOf(directory: string, cluster: DesiredCluster): LocalState {
  const file = localStateFile(directory, cluster.stack);
  return existsSync(file) ? { file, imports: [] } : { imports: importBlocks(cluster) };
}

/**
 * Arguments that an import cannot fill, because RDS does not tell them or the provider does not ask: a plan right after an
 * import shows them as updates, whatever is true (reference: terraform-and-cdktf, 3.3).
 */
const notImported = new Set([
  'allow_major_version_upgrade',
  'apply_immediately',
  'db_instance_parameter_group_name',
  'delete_automated_backups',
  'enable_global_write_forwarding',
  'enable_local_write_forwarding',
  'final_snapshot_identifier',
  'force_destroy',
  'master_password',
  'master_password_wo_version',
  'skip_final_snapshot',
]);

const onlyNotImported = (change: ResourceChange) =>
  change.imported &&
  change.actions.join() === 'update' &&
  change.changedAttributes.every((name) => notImported.has(name));

/** Pure: what Terraform's answer means for one cluster. `imported`: planned on a state made by import blocks. */
export function proofOf(result: PlanResult, cluster: DesiredCluster, imported = false): PlanProof {
  if (result.kind !== 'planned') {
    const terraformMissing = result.kind === 'no-terraform';
    const binary = terraformMissing ? 'terraform' : terraformBinary();
    const byHand = `To prove it by hand: ${provePlanByHand(cluster.stack, binary).join(' && ')}`;
    return { kind: 'not-proven', terraformMissing, reason: result.message, remedy: `${result.remedy} ${byHand}` };
  }
  const { annotation } = cluster;
  const addresses = [annotation.address, ...annotation.instances.map((instance) => instance.address)];
  for (const group of [annotation.clusterParameterGroup, annotation.instanceParameterGroup]) {
    if (group?.address !== undefined) addresses.push(group.address);
  }
  const changes = imported ? result.changes.filter((change) => !onlyNotImported(change)) : result.changes;
  const { ours, elsewhere } = classifyChanges(changes, addresses);
  if (ours.length > 0) {
    return { kind: 'changes', addresses: ours.map(describeChange) };
  }
  const others = [...elsewhere.map(describeChange), ...result.outputChanges.map((name) => `output ${name}`)];
  if (others.length > 0) return { kind: 'changes-elsewhere', addresses: others };
  if (!result.complete) {
    return {
      kind: 'not-proven',
      terraformMissing: false,
      reason: 'Terraform deferred a part of the plan.',
      remedy: `Run ${provePlanByHand(cluster.stack, terraformBinary()).join(' && ')}.`,
    };
  }
  return { kind: 'no-changes' };
}

/** `aws_rds_cluster.orders (update: master_password)`. Names only: values in a plan may be passwords. */
function describeChange({ address, actions, changedAttributes: names }: ResourceChange): string {
  // What is created or replaced changes as a whole.
  if (actions.join() !== 'update' || names.length === 0) return `${address} (${actions.join(', ')})`;
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `${address} (update: ${names.slice(0, 5).join(', ')}${more})`;
}
