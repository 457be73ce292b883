import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DesiredCluster } from '../desired/desired-cluster';
import type { ImportBlock } from '../desired/import-blocks';
import { runApp } from '../desired/run-app';
import type { PlanResult } from '../terraform/plan-result';
import { type PlanRequest, planStack } from '../terraform/plan-stack';
import type { LocalState } from '../terraform/stack-copy';
import { existingImports } from './existing-imports';
import { localEnvironment, localStateFile, neutraliseProviders } from './local-mode';
import type { Workspace } from './workspace';

export interface StackPlan {
  result: PlanResult;
  /** Planned on a state that import blocks fill: some arguments cannot be imported. */
  imported: boolean;
}

type More = Pick<PlanRequest, 'targets' | 'applyIf' | 'refreshOnly'>;

/** Terraform on a cluster's stack as the code is now, with the stack's own state; with `--local`, with one of its own. */
export async function planStackOf(
  workspace: Workspace,
  cluster: DesiredCluster,
  more: More = {},
  signal?: AbortSignal,
): Promise<StackPlan> {
  const app = await runApp({ projectDirectory: workspace.projectDirectory, signal });
  try {
    const stack = app.stacks.find((candidate) => candidate.name === cluster.stack);
    if (stack === undefined) throw new Error(`The app no longer has the stack ${cluster.stack}.`);
    const { local } = workspace;
    if (local !== undefined) await neutraliseProviders(stack.file);
    // A plan for a target alone needs nothing imported.
    const localState =
      local && (await localStateOf(workspace, local.stateDirectory, cluster, more.targets === undefined));
    const result = await planStack({
      stackFile: stack.file,
      stackDir: resolve(app.project.directory, stack.delivery.terraformFolder),
      signal,
      ...more,
      ...(local === undefined ? {} : { env: localEnvironment(local.endpoint), localState }),
    });
    return { result, imported: localState !== undefined && localState.imports.length > 0 };
  } finally {
    await app.remove();
  }
}

/** Whether Terraform has a state of this stack from before, and not one that a run begins. */
export const ownState = ({ local }: Workspace, { stack }: DesiredCluster) =>
  local === undefined || existsSync(localStateFile(local.stateDirectory, stack));

/** The state that the embedded RDS goes with, where there is one; else a new one, filled by `import` blocks. */
async function localStateOf(
  workspace: Workspace,
  directory: string,
  cluster: DesiredCluster,
  fill: boolean,
): Promise<LocalState> {
  const file = localStateFile(directory, cluster.stack);
  if (existsSync(file)) return { file, imports: [] };
  const imports: ImportBlock[] = [];
  for (const each of fill ? [cluster, ...othersOf(workspace, cluster)] : []) {
    imports.push(...(await existingImports(each, await workspace.open(each))));
  }
  return { imports: [...new Map(imports.map((block) => [block.to, block])).values()] };
}

/** The further clusters of a cluster's stack. */
export const othersOf = (workspace: Workspace, cluster: DesiredCluster) =>
  workspace.clusters.filter(
    (other) => other.stack === cluster.stack && other.annotation.address !== cluster.annotation.address,
  );
