import type { DesiredCluster } from '../desired/desired-cluster';
import { dependentImports, importBlocks } from '../desired/import-blocks';
import type { SynthesizedApp } from '../desired/run-app';
import { importStack } from '../terraform/import-stack';
import { neutraliseProviders } from '../workspace/cdktf/neutralise-providers';
import { localEnvironment, localStateDirectory, localStateFile } from '../workspace/local-mode';

/** Makes a Terraform state of what was seeded, as if it had been deployed from this code; says in a line what came of it. */
export async function importSeeded(
  app: SynthesizedApp,
  cluster: DesiredCluster,
  endpoint: string,
  signal: AbortSignal,
): Promise<{ message: string; canPlan: boolean }> {
  const stack = app.stacks.find(({ name }) => name === cluster.stack)!;
  await neutraliseProviders(stack.file);
  const result = await importStack({
    stackFile: stack.file,
    stateFile: localStateFile(localStateDirectory(app.project.directory), stack.name),
    imports: [...importBlocks(cluster), ...dependentImports(cluster)],
    env: localEnvironment(endpoint),
    signal,
  });
  signal.throwIfAborted();
  switch (result.kind) {
    case 'imported':
      return { message: 'Terraform: imported into a local state', canPlan: true };
    case 'no-terraform':
      return { message: 'Terraform is not installed here: the demo ends without its plan', canPlan: false };
    case 'failed':
      return { message: `The demo ends without its plan: ${whyFailed(result)}`, canPlan: false };
  }
}

/** One line for by far the most frequent cause: it ends well all the same, and what Terraform lacks is no problem of the demo's. */
export function whyFailed({ message, remedy }: { message: string; remedy: string }): string {
  return /could not connect to registry\./.test(message)
    ? 'Terraform reaches neither its registry (HTTPS_PROXY) nor a mirror of it (TF_CLI_CONFIG_FILE)'
    : `${message} ${remedy}`;
}
