import { shellWord } from '../../constructs/shell-word';
import { terraformByHand } from '../terraform/prove-by-hand';
import { parametersOfGroup, targetGroupsOf } from '../view/target-groups';
import { fact, type View } from '../view/view';
import { block, type Finding, warn } from './finding';

/**
 * Green runs with the values in the groups, not with those in the code: a group that somebody else created, or changed in the console,
 * would leave production without the parameters that the code declares. Names only: values may be confidential.
 */
export function groupFindings(view: View): Finding[] {
  const groups = targetGroupsOf(view);
  const values = fact(view, 'targetValues');
  return (['cluster', 'instance'] as const).flatMap((kind) => {
    const group = groups?.[kind];
    const wrong = Object.entries(parametersOfGroup(view, group))
      .filter(([name, value]) => value !== undefined && values[kind][name]?.toLowerCase() !== value.toLowerCase())
      .map(([name]) => name);
    if (group?.address === undefined || wrong.length === 0) return [];
    const apply = `${terraformByHand(view.desired)} apply ${shellWord(`-target=${group.address}`)}`;
    return [
      block(
        'API_TARGET_VALUES',
        `The ${kind} parameter group ${group.name} does not have the values that the code sets for ${wrong.join(', ')}. At ${view.target} production would run without them.`,
        `Deploy the group (${apply}; import it first if it is not in Terraform's state), then run again.`,
      ),
    ];
  });
}

/**
 * RDS keeps how a parameter is applied as long as its value stays the same: a plan that wants another method wants it forever
 * (https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/db_parameter_group#problematic-plan-changes).
 */
export function applyMethodFindings(view: View): Finding[] {
  const groups = targetGroupsOf(view);
  const { methods } = fact(view, 'targetValues');
  return (['cluster', 'instance'] as const).flatMap((kind) => {
    const group = groups?.[kind];
    const declared = view.desired.applyMethods[group?.address ?? ''] ?? {};
    const others = Object.entries(declared).flatMap(([name, method]) => {
      const kept = methods?.[kind][name];
      return method === undefined || kept === undefined || kept === method ? [] : [{ name, method, kept }];
    });
    const [first] = others;
    if (group?.address === undefined || first === undefined) return [];
    return [
      warn(
        'PLAN_CHANGES',
        `Every plan shows a change to ${group.address}, before and after the upgrade: in ${group.name}, RDS applies ${listed(others)}, and it changes the apply method only together with the value.`,
        `Write applyMethod: '${first.kept}' for ${first.name}${others.length > 1 ? ', and likewise for the others' : ''}; a parameter that has the family's default value can be removed instead.`,
      ),
    ];
  });
}

const listed = (others: { name: string; method: string; kept: string }[]) =>
  others.map(({ name, method, kept }) => `${name} with ${kept} (the code says ${method})`).join(', ');
