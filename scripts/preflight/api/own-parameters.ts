import { majorUpgrade, parametersOfGroup, targetGroupsOf } from '../../view/target-groups';
import { fact } from '../../view/view';
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
      const left = Object.keys(own[kind]).filter((name) => !Object.hasOwn(inCode, name) && exists(name));
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
