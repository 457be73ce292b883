import { appliedThere, type HcpWorkspace } from './hcp';
import type { Planned, PlanResult } from './plan-result';

/** Pure: a plan that was made on this machine, on a state in HCP Terraform. It is never applied. */
export function onHcp(
  hcp: HcpWorkspace,
  result: PlanResult,
  applyIf: ((planned: Planned) => boolean) | undefined,
): PlanResult {
  if (result.kind === 'planned') {
    if (applyIf?.(result) === true) return { kind: 'apply-failed', ...appliedThere(hcp) };
    return { ...result, appliedBy: hcp };
  }
  if (result.kind !== 'init-failed' && result.kind !== 'plan-failed') return result;
  const how = `The plan is created on this machine, on the state of ${hcp.text}: this needs a token (terraform login, or TF_TOKEN_… in the environment) and the workspace's variables in this shell (TF_VAR_…).`;
  return { ...result, remedy: `${result.remedy} ${how}` };
}
