import type { DesiredCluster } from '../desired/desired-cluster';
import { describe } from '../runbook/steps/prove-plan';
import type { ExitCode } from '../runtime/errors';
import type { CommandContext } from './command';
import { codeOf } from './conclude';
import { planPort } from './plan-port';
import type { Workspace } from './workspace';

/** A stack with several clusters can only be planned when the last of them is upgraded: their proofs come at the end. */
export async function proveAgain(
  waiting: readonly DesiredCluster[],
  workspace: Workspace,
  { report, signal }: CommandContext,
): Promise<ExitCode[]> {
  const codes: ExitCode[] = [];
  for (const cluster of waiting) {
    const proof = await planPort(workspace, signal).prove(await workspace.reread(cluster));
    const message = describe(proof);
    report({ code: 'RESULT', cluster: cluster.annotation.clusterIdentifier, outcome: proof.kind, message });
    codes.push(codeOf(proof));
  }
  return codes;
}
