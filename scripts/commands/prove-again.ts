import type { CommandContext } from '../cli/command';
import type { DesiredCluster } from '../desired/desired-cluster';
import { describe } from '../runbook/upgrade/prove-plan';
import type { ExitCode } from '../runtime/errors';
import type { PlanProof } from '../terraform/proof-kinds';
import { planPort } from '../workspace/plan-port';
import type { SharedEdit } from '../workspace/shared-edit';
import type { Workspace } from '../workspace/workspace';
import { codeOf } from './conclude';

/** Whether the plan was seen to leave the cluster alone. */
export const isProven = (proof: PlanProof | undefined) =>
  proof?.kind === 'no-changes' || proof?.kind === 'changes-elsewhere';

interface Again {
  /** Those that are proven are added. */
  proven?: DesiredCluster[];
  shared?: readonly SharedEdit[];
  /** Tells of an address whether its destruction is no surprise. */
  expected?(cluster: DesiredCluster): (address: string) => boolean;
}

/**
 * A stack with several clusters can only be planned when the last of them is upgraded, and code that they share is written with the
 * last: their proofs come at the end.
 */
export async function proveAgain(
  waiting: readonly DesiredCluster[],
  workspace: Workspace,
  { report }: CommandContext,
  { proven = [], shared, expected }: Again,
): Promise<ExitCode[]> {
  const codes: ExitCode[] = [];
  for (const cluster of waiting) {
    const now = await workspace.reread(cluster);
    const proof = await planPort(workspace, shared).prove(now, expected?.(now));
    const message = describe(proof, workspace.isLocal ? undefined : cluster.delivery.diff);
    report({ code: 'RESULT', cluster: cluster.annotation.clusterIdentifier, outcome: proof.kind, message });
    codes.push(codeOf(proof));
    if (isProven(proof)) proven.push(cluster);
  }
  return codes;
}
