import type { GroupsPort } from '../runbook/step';
import { readTargetedPlan, readUnheld } from '../terraform/targeted-plan';
import type { Workspace } from './workspace';

/** Checks parameter groups of the code, and creates them, with targeted plans on the stack's own state. */
export function groupsPort(workspace: Workspace): GroupsPort {
  return {
    async unheld(cluster, addresses) {
      // Import blocks fill it with all that is there, at the end.
      if (!workspace.hasState(cluster)) return { kind: 'known', created: [], replaced: [] };
      const { result } = await workspace.plan(cluster, { targets: [...addresses] });
      return readUnheld(result, addresses);
    },
    async plan(cluster, addresses) {
      const { result } = await workspace.plan(cluster, { targets: [...addresses] });
      return readTargetedPlan(result, addresses);
    },
    async apply(cluster, addresses) {
      const { result } = await workspace.plan(cluster, {
        targets: [...addresses],
        applyIf: (planned) => readTargetedPlan(planned, addresses).kind === 'creates',
      });
      return readTargetedPlan(result, addresses);
    },
  };
}
