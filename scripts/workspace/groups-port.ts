import type { GroupsPort } from '../runbook/step';
import { readTargetedPlan, readUnheld } from '../terraform/targeted-plan';
import { ownState, planStackOf } from './stack-plan';
import type { Workspace } from './workspace';

/** Looks at parameter groups of the code, and creates them, by targeted plans on the stack's own state. */
export function groupsPort(workspace: Workspace, signal?: AbortSignal): GroupsPort {
  return {
    async unheld(cluster, addresses) {
      // Import blocks fill it with all that is there, at the end.
      if (!ownState(workspace, cluster)) return { kind: 'known', created: [], replaced: [] };
      const { result } = await planStackOf(workspace, cluster, { targets: [...addresses] }, signal);
      return readUnheld(result, addresses);
    },
    async plan(cluster, addresses) {
      const { result } = await planStackOf(workspace, cluster, { targets: [...addresses] }, signal);
      return readTargetedPlan(result, addresses);
    },
    async apply(cluster, addresses) {
      const { result } = await planStackOf(
        workspace,
        cluster,
        {
          targets: [...addresses],
          applyIf: (planned) => readTargetedPlan(planned, addresses).kind === 'creates',
        },
        signal,
      );
      return readTargetedPlan(result, addresses);
    },
  };
}
