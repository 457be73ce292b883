import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DesiredCluster } from '../../desired/desired-cluster';
import type { ImportBlock } from '../../desired/import-blocks';
import { runApp } from '../../desired/run-app';
import { planStack } from '../../terraform/plan-stack';
import type { LocalState } from '../../terraform/stack-copy';
import type { OpenConnection } from '../connections';
import { existingImports } from '../existing-imports';
import { type LocalMode, localEnvironment, localStateFile } from '../local-mode';
import { othersOf, type PlanWish, type StackPlan } from '../workspace';
import { neutraliseProviders } from './neutralise-providers';

export interface AppToPlan {
  /** Where `cdktf.json` is. */
  projectDirectory: string;
  /** Set with `--local`. */
  local: LocalMode | undefined;
  clusters: readonly DesiredCluster[];
  open(cluster: DesiredCluster): Promise<OpenConnection>;
  signal: AbortSignal;
}

/** Synthesizes the app as it is now, and runs Terraform on the cluster's stack. */
export async function planInApp(premises: AppToPlan, cluster: DesiredCluster, wish: PlanWish = {}): Promise<StackPlan> {
  const { projectDirectory, local, signal } = premises;
  const app = await runApp({ projectDirectory, signal });
  try {
    const stack = app.stacks.find((candidate) => candidate.name === cluster.stack);
    if (stack === undefined) throw new Error(`The app no longer has the stack ${cluster.stack}.`);
    if (local !== undefined) await neutraliseProviders(stack.file);
    // A plan for a target alone needs nothing imported.
    const localState = local && (await localStateOf(premises, local, cluster, wish.targets === undefined));
    const result = await planStack({
      stackFile: stack.file,
      stackDir: resolve(app.project.directory, stack.delivery.terraformFolder),
      signal,
      ...wish,
      ...(local === undefined ? {} : { env: localEnvironment(local.endpoint), localState }),
    });
    return { result, imported: localState !== undefined && localState.imports.length > 0 };
  } finally {
    await app.remove();
  }
}

/** The state that the embedded RDS goes with, where there is one; else a new one, filled by `import` blocks. */
async function localStateOf(
  { clusters, open }: AppToPlan,
  { stateDirectory }: LocalMode,
  cluster: DesiredCluster,
  fill: boolean,
): Promise<LocalState> {
  const file = localStateFile(stateDirectory, cluster.stack);
  if (existsSync(file)) return { file, imports: [] };
  const imports: ImportBlock[] = [];
  for (const each of fill ? [cluster, ...othersOf(clusters, cluster)] : []) {
    imports.push(...(await existingImports(each, await open(each))));
  }
  return { imports: [...new Map(imports.map((block) => [block.to, block])).values()] };
}
