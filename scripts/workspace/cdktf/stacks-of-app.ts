import { resolve } from 'node:path';
import { guardOffContext } from '../../../constructs/upgrade/upgrade-guard';
import { desiredClusters } from '../../desired/desired-clusters';
import { providerBlock } from '../../desired/provider-block';
import type { SynthesizedStack } from '../../desired/read-stacks';
import { runApp, type SynthesizedApp } from '../../desired/run-app';
import { knownCluster } from '../../plans/check/known-cluster';
import { withTemporaryFolder } from '../../runtime/temporary-folder';
import type { PlanResult } from '../../terraform/plan-result';
import { planStack } from '../../terraform/plan-stack';
import type { PlannableStacks, StackPlanRequest } from '../plannable-stacks';

/** The stacks of an app of CDKTF or of CDK Terrain. */
export async function stacksOfApp(projectDirectory: string, signal: AbortSignal): Promise<PlannableStacks> {
  const app = await runApp({ projectDirectory, signal });
  try {
    const clusters = desiredClusters(app.stacks);
    const stacks = app.stacks.map((stack) => {
      const own = clusters.filter((cluster) => cluster.stack === stack.name);
      return {
        name: stack.name,
        clusters: own,
        known: own.map((cluster) => knownCluster(cluster, stack)),
        deploysToAws: stack.json.provider?.aws !== undefined,
        provider: () => providerBlock(stack.name, stack.json, undefined),
        plan: (request: StackPlanRequest) =>
          request.guard === 'on' ? plan(app, stack, request, signal) : planWithoutGuard(app, stack, request, signal),
      };
    });
    return { stacks, close: () => app.remove() };
  } catch (error) {
    await app.remove();
    throw error;
  }
}

const plan = (
  { project }: SynthesizedApp,
  { file, delivery }: SynthesizedStack,
  { inspect }: StackPlanRequest,
  signal: AbortSignal,
): Promise<PlanResult> =>
  planStack({ stackFile: file, stackDir: resolve(project.directory, delivery.terraformFolder), signal, inspect });

/** Synthesized into a folder for temporary files, where alone the guard can be off; planned, never applied, gone afterwards. */
function planWithoutGuard(
  { project }: SynthesizedApp,
  { name }: SynthesizedStack,
  request: StackPlanRequest,
  signal: AbortSignal,
): Promise<PlanResult> {
  return withTemporaryFolder('aurora-upgrade-unguarded', async (folder) => {
    const app = await runApp({
      projectDirectory: project.directory,
      outputDirectory: folder,
      context: { [guardOffContext]: folder },
      signal,
    });
    const stack = app.stacks.find((candidate) => candidate.name === name);
    if (stack === undefined) throw new Error(`The app no longer has the stack ${name}.`);
    return plan(app, stack, request, signal);
  });
}
