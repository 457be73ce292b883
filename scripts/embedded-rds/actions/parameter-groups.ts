import type { Filter, Parameter, Tag } from '@aws-sdk/client-rds';
import { families } from '../../engine-versions/catalogue';
import { invalidParameterCombination, invalidParameterValue } from '../wire/service-fault';
import { refuseFilters } from '../world/filters';
import { nameOf } from '../world/names/arn';
import { paginate } from '../world/paginate';
import { listedGroups } from '../world/parameters/default-groups';
import { groupNamed, ownGroupNamed, resetParameters, setParameters } from '../world/parameters/parameter-changes';
import { copyGroup, createGroup, deleteGroup } from '../world/parameters/parameter-group-lifecycle';
import type { GroupLevel } from '../world/parameters/parameter-groups';
import { engineDefaultViews, groupView, parameterViews, selectParameters } from '../world/views/parameter-group';
import type { Action, ActionContext } from './action';

/** What the operations on both kinds of group have in common; the members that name a group are called by its kind. */
interface Input {
  [member: `${string}Name` | `${string}Identifier` | `Target${string}`]: string | undefined;
  DBParameterGroupFamily?: string;
  Description?: string;
  Tags?: Tag[];
  Parameters?: Parameter[];
  ResetAllParameters?: boolean;
  Source?: string;
  Filters?: Filter[];
  Marker?: string;
  MaxRecords?: number;
}

/** DB cluster parameter groups and DB parameter groups: the same operations under two sets of names. */
export const parameterGroupActions: Record<string, Action<Input, unknown>> = {
  ...actionsOn('cluster', 'DBCluster', 'cluster-pg'),
  ...actionsOn('instance', 'DB', 'pg'),
  DescribeEngineDefaultClusterParameters: engineDefaults('cluster'),
  DescribeEngineDefaultParameters: engineDefaults('instance'),
};

function actionsOn(
  level: GroupLevel,
  kind: 'DBCluster' | 'DB',
  arn: 'cluster-pg' | 'pg',
): Record<string, Action<Input, unknown>> {
  const what = `${kind}ParameterGroup` as const;
  const named = (context: ActionContext, nameOrArn = ''): string => nameOf(context, arn, nameOrArn);
  const own = (context: ActionContext, input: Input) =>
    ownGroupNamed(context.region, level, named(context, input[`${what}Name`]));
  return {
    [`Create${what}`](context, input) {
      const group = createGroup(context.region, level, {
        name: input[`${what}Name`] ?? '',
        family: input.DBParameterGroupFamily ?? '',
        description: input.Description ?? '',
        tags: input.Tags,
      });
      return { [what]: groupView(context, level, group) };
    },
    [`Copy${what}`](context, input) {
      const source = groupNamed(context.region, level, named(context, input[`Source${what}Identifier`]));
      const group = copyGroup(context.region, level, source, {
        name: input[`Target${what}Identifier`] ?? '',
        description: input[`Target${what}Description`] ?? '',
        tags: input.Tags,
      });
      return { [what]: groupView(context, level, group) };
    },
    [`Delete${what}`](context, input) {
      deleteGroup(context.region, level, named(context, input[`${what}Name`]));
    },
    [`Describe${what}s`](context, input) {
      refuseFilters(input.Filters);
      const name = input[`${what}Name`];
      const groups = name
        ? [groupNamed(context.region, level, named(context, name))]
        : listedGroups(context.region, level);
      const { page, Marker } = paginate(groups, input, (group) => group.name);
      return { [`${what}s`]: page.map((group) => groupView(context, level, group)), Marker };
    },
    [`Describe${kind}Parameters`](context, input) {
      const group = groupNamed(context.region, level, named(context, input[`${what}Name`]));
      return parametersPage(selectParameters(parameterViews(level, group), input), input);
    },
    [`Modify${what}`](context, input) {
      const group = own(context, input);
      setParameters(context, level, group, input.Parameters ?? []);
      return { [`${what}Name`]: group.name };
    },
    [`Reset${what}`](context, input) {
      const group = own(context, input);
      resetParameters(context, level, group, parametersToReset(input));
      return { [`${what}Name`]: group.name };
    },
  };
}

function engineDefaults(level: GroupLevel): Action<Input, unknown> {
  return (_context, input) => {
    const DBParameterGroupFamily = input.DBParameterGroupFamily ?? '';
    if (!families().includes(DBParameterGroupFamily)) {
      throw invalidParameterValue(
        `ParameterGroupFamily ${DBParameterGroupFamily} is not a valid parameter group family`,
      );
    }
    const views = selectParameters(engineDefaultViews(level, DBParameterGroupFamily), { Filters: input.Filters });
    return { EngineDefaults: { DBParameterGroupFamily, ...parametersPage(views, input) } };
  };
}

function parametersPage(views: Parameter[], input: Input): { Parameters: Parameter[]; Marker?: string } {
  const { page, Marker } = paginate(views, input, ({ ParameterName = '' }) => ParameterName);
  return { Parameters: page, Marker };
}

function parametersToReset({ ResetAllParameters: all = false, Parameters: named = [] }: Input): Parameter[] | 'all' {
  if (all && named.length > 0) {
    throw invalidParameterCombination('Parameters cannot be named when all parameters are reset.');
  }
  if (!all && named.length === 0) {
    throw invalidParameterCombination('Either ResetAllParameters or a list of parameters must be given.');
  }
  return all ? 'all' : named;
}
