import type { GroupsPort } from '../runbook/step';
import { readTargetedPlan } from '../terraform/targeted-plan';
import { planStackOf } from './stack-plan';
import type { Workspace } from './workspace';

/** Creates parameter groups of the code by a targeted apply, on the stack's own state. */
export function groupsPort(workspace: Workspace, signal?: AbortSignal): GroupsPort {
  return {
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
