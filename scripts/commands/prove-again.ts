import type { CommandContext } from '../cli/command';
import type { DesiredCluster } from '../desired/desired-cluster';
import { describe } from '../runbook/upgrade/prove-plan';
import type { ExitCode } from '../runtime/errors';
import type { PlanProof } from '../terraform/plan-proof';
import { planPort } from '../workspace/plan-port';
import type { Workspace } from '../workspace/workspace';
import { codeOf } from './conclude';

/** Whether the plan was seen to leave the cluster alone. */
export const isProven = (proof: PlanProof | undefined) =>
  proof?.kind === 'no-changes' || proof?.kind === 'changes-elsewhere';

/** A stack with several clusters can only be planned when the last of them is upgraded: their proofs come at the end. */
export async function proveAgain(
  waiting: readonly DesiredCluster[],
  workspace: Workspace,
  { report }: CommandContext,
  proven: DesiredCluster[] = [],
): Promise<ExitCode[]> {
  const codes: ExitCode[] = [];
  for (const cluster of waiting) {
    const proof = await planPort(workspace).prove(await workspace.reread(cluster));
    const message = describe(proof, cluster.delivery);
    report({ code: 'RESULT', cluster: cluster.annotation.clusterIdentifier, outcome: proof.kind, message });
    codes.push(codeOf(proof));
    if (isProven(proof)) proven.push(cluster);
  }
  return codes;
}
