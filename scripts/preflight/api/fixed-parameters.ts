import { engines } from '../../../constructs/engines';
import { majorUpgrade, parametersOfGroup, targetGroupsOf } from '../../view/target-groups';
import { fact } from '../../view/view';
import { block, type Finding, warn } from '../finding';
import type { Check } from './check';
import { seen } from './seen';

/**
 * From Aurora MySQL 3 on a cluster keeps lower_case_table_names from its creation, whatever its group says later, so AWS has the group made
 * before an upgrade, with the same value (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Upgrading.Procedure.html,
 * …/AuroraMySQL.Reference.ParameterGroups.html). Its pages on deployments do not say what becomes of a green whose group differs: here it is
 * not tried. In one group for both ends they are the same.
 */
export const fixedParameters: Check = {
  codes: ['API_FIXED_PARAM'],
  facts: (view) => (majorUpgrade(view) && names(view.desired.annotation.engine).length > 0 ? ['ownParameters'] : []),
  find(view) {
    const { engine } = view.desired.annotation;
    const own = seen(view.facts.ownParameters)?.cluster;
    const group = targetGroupsOf(view)?.cluster;
    if (own === undefined || group === undefined || !majorUpgrade(view)) return [];
    const { identifier } = fact(view, 'production').cluster;
    const inCode = parametersOfGroup(view, group);
    return Object.entries(engines[engine].fixed).flatMap(([name, unset]): Finding[] => {
      const now = own[name] ?? unset;
      const later = inCode[name] ?? unset;
      // What the code only refers to may hold anything.
      if (group.address === undefined)
        return now === unset
          ? []
          : [
              warn(
                'API_FIXED_PARAM',
                `${identifier} has ${name} = ${now}. Whether ${group.name} has it too was not checked: the group is not in this stack.`,
                `Compare: aws rds describe-db-cluster-parameters --db-cluster-parameter-group-name ${group.name} --source user`,
              ),
            ];
      if (now === later) return [];
      return [
        block(
          'API_FIXED_PARAM',
          `${identifier} has ${name} = ${now}, but ${group.name} has ${later}: a cluster keeps it from its creation on, so green could not be upgraded.`,
          `Write into clusterParameterGroup of ${view.desired.path}: parameters: { '${name}': { value: '${now}', applyMethod: 'pending-reboot' } }, and deploy.`,
        ),
      ];
    });
  },
};

const names = (engine: keyof typeof engines) => Object.keys(engines[engine].fixed);
