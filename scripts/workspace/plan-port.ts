import { proofOf } from '../plans/proof/proof-of';
import type { PlanPort } from '../runbook/step';
import { othersOf, type Workspace } from './workspace';

/** Terraform's plan of the code as it is now, against the stack's own state; with `--local`, against one of its own. */
export function planPort(workspace: Workspace): PlanPort {
  return {
    async prove(cluster, expected) {
      const { result, imported } = await workspace.plan(cluster);
      return proofOf(result, cluster, { imported, expected, others: othersOf(workspace.clusters, cluster) });
    },
  };
}
