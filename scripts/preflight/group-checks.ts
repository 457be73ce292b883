import { shellWord } from '../../constructs/shell-word';
import { terraformByHand } from '../terraform/prove-by-hand';
import { parametersOfGroup, targetGroupsOf } from '../view/target-groups';
import { fact, type View } from '../view/view';
import { block, type Finding } from './finding';

/**
 * Green runs with what the groups hold, not with what the code says of them: a group that somebody else made, or changed in the
 * console, would leave production without the parameters that the code declares. Names only: values may be meant for few.
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
        `The ${kind} parameter group ${group.name} does not hold what the code sets: ${wrong.join(', ')}. Production would run without it at ${view.target}.`,
        `Deploy the group (${apply}; import it first where Terraform's state does not know it), then run again.`,
      ),
    ];
  });
}
