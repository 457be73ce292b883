import { engines } from '../../engines';
import { targetGroupsOf } from '../../view/target-groups';
import type { View } from '../../view/view';
import { block, type Finding } from '../finding';
import type { Check } from './check';
import { seen } from './seen';

/**
 * What the group that green is to get has now, whoever set it: the code may only refer to the group, and the databases may not be asked. If
 * they were, their own checks have told it (`sql/mysql/`).
 */
export const greenParameters: Check = {
  codes: ['API_GREEN_PARAM'],
  facts: (view) => (Object.keys(harmfulOf(view)).length > 0 ? ['greenParameters'] : []),
  find(view) {
    const group = targetGroupsOf(view)?.cluster;
    const set = seen(view.facts.greenParameters);
    if (group === undefined || set === undefined || set === null || view.facts.data?.kind === 'answered') return [];
    return Object.entries(harmfulOf(view)).flatMap(([name, { fine, why }]): Finding[] => {
      const value = set[name] ?? set[name.replaceAll('-', '_')];
      if (value === undefined || fine.includes(value.toUpperCase())) return [];
      return [
        block(
          'API_GREEN_PARAM',
          `${group.name}, the group of the target, has ${name} = ${value}: ${why}.`,
          fine[0] === ''
            ? `Remove ${name} from ${group.name}, and wait until that is deployed.`
            : `Set ${name} to ${fine[0]} in ${group.name} and deploy; set it back after the switchover.`,
        ),
      ];
    });
  },
};

const harmfulOf = (view: View) => engines[view.desired.annotation.engine].parameters.harmful;
