import { engines } from '../../../constructs/engines';
import { goneFrom } from '../../../constructs/engines/gone-parameters';
import { majorUpgrade, parametersOfGroup, targetGroupsOf } from '../../view/target-groups';
import { fact, type View } from '../../view/view';
import { type Finding, warn } from '../finding';
import type { Check } from './check';
import { seen } from './seen';

/**
 * Green gets the groups of the code, never production's: what somebody has set in the console is left behind with them
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-creating.html). In a group that stays, it stays.
 */
export const ownParameters: Check = {
  codes: ['API_PG_DIFF'],
  facts: () => ['ownParameters'],
  find(view) {
    const own = seen(view.facts.ownParameters);
    const groups = targetGroupsOf(view);
    if (own === undefined || groups === undefined || !majorUpgrade(view)) return [];
    const known = view.facts.targetParameters;
    return (['cluster', 'instance'] as const).flatMap((kind): Finding[] => {
      const group = groups[kind];
      const inCode = parametersOfGroup(view, group);
      // What the code only refers to may hold anything.
      if (group !== undefined && group.address === undefined) return [];
      const exists = (name: string) =>
        known === undefined || known[kind].length === 0 || known[kind].some((each) => each.name === name);
      const left = Object.keys(own[kind])
        .flatMap((name) => nameIn(view, name) ?? [])
        .filter((name) => !Object.hasOwn(inCode, name) && exists(name));
      if (left.length === 0) return [];
      const { identifier } = fact(view, 'production').cluster;
      return [
        warn(
          'API_PG_DIFF',
          `The ${kind} parameters ${left.sort().join(', ')} are set for ${identifier} today, and not in the group ${group?.name ?? `of the family's defaults`} that it gets with ${view.target}.`,
          `Write into ${kind}ParameterGroup of ${view.desired.path} what production is to keep: ${left.map((name) => `'${name}'`).join(', ')}.`,
        ),
      ];
    });
  },
};

/** What the target's family calls it; undefined for one that it has lost, which nobody can keep. */
function nameIn({ desired, target }: View, name: string): string | undefined {
  const instead = goneFrom(engines[desired.annotation.engine].gone, target.family, name);
  return instead === undefined ? name : (instead ?? undefined);
}
