import type { DesiredCluster } from '../desired/desired-cluster';
import { formerGroups } from '../desired/group-addresses';
import { proofOf } from '../plans/proof/proof-of';
import type { PlanPort } from '../runbook/step';
import type { SharedEdit } from './shared-edit';
import { othersOf, type Workspace } from './workspace';

/**
 * Terraform's plan of the current code, against the stack's own state; with `--local`, against a state of its own. If one edit has
 * removed the previous version of several clusters, the groups of all of them are removed.
 */
export function planPort(workspace: Workspace, shared: readonly SharedEdit[] = []): PlanPort {
  return {
    async prove(cluster, expected) {
      const { result, imported } = await workspace.plan(cluster);
      const together = shared.find((edit) => edit.changes(cluster))?.clusters ?? [];
      const goes = expected && ((address: string) => expected(address) || together.some(formerly(address)));
      return proofOf(result, cluster, {
        imported,
        local: workspace.isLocal,
        expected: goes,
        others: othersOf(workspace.clusters, cluster),
      });
    },
  };
}

const formerly =
  (address: string) =>
  ({ annotation }: DesiredCluster) =>
    formerGroups({ ...annotation, previous: undefined })(address);
