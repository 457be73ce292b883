import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DesiredCluster } from '../desired/desired-cluster';
import { importBlocks } from '../desired/import-blocks';
import { runApp } from '../desired/run-app';
import type { PlanPort } from '../runbook/step';
import { classifyChanges } from '../terraform/classify';
import type { PlanProof } from '../terraform/plan-proof';
import type { PlanResult } from '../terraform/plan-result';
import { planStack } from '../terraform/plan-stack';
import { provePlanByHand } from '../terraform/prove-by-hand';
import { terraformBinary } from '../terraform/terraform';
import { localEnvironment, neutraliseProviders } from './local-mode';
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
        const result = await planStack({
          stackFile: stack.file,
          stackDir: join(app.project.deployDirectory, stack.workingDirectory),
          workDir: join(tmpdir(), 'aurora-upgrade-plan'),
          signal,
          ...(local === undefined
            ? {}
            : { env: localEnvironment(local.endpoint), localState: { imports: importBlocks(cluster) } }),
        });
        return proofOf(result, cluster);
      } finally {
        await app.remove();
      }
    },
  };
}

/** Pure: what Terraform's answer means for one cluster. */
export function proofOf(result: PlanResult, cluster: DesiredCluster): PlanProof {
  if (result.kind !== 'planned') {
    const byHand = `To prove it by hand: ${provePlanByHand(cluster.stack, terraformBinary()).join(' && ')}`;
    const terraformMissing = result.kind === 'no-terraform';
    return { kind: 'not-proven', terraformMissing, reason: result.message, remedy: `${result.remedy} ${byHand}` };
  }
  const { annotation } = cluster;
  const addresses = [annotation.address, ...annotation.instances.map((instance) => instance.address)];
  for (const group of [annotation.clusterParameterGroup, annotation.instanceParameterGroup]) {
    if (group?.address !== undefined) addresses.push(group.address);
  }
  const { ours, elsewhere } = classifyChanges(result.changes, addresses);
  if (ours.length > 0) {
    return { kind: 'changes', addresses: ours.map((change) => `${change.address} (${change.actions.join(', ')})`) };
  }
  const others = [
    ...elsewhere.map((change) => `${change.address} (${change.actions.join(', ')})`),
    ...result.outputChanges.map((name) => `output ${name}`),
  ];
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
