import type { ClusterVersions } from '../cluster-versions';
import { engineOf } from '../engines';
import { goneFrom } from '../engines/gone-parameters';
import type { Problem } from '../problem';
import { type DeclaredParameterGroup, isExisting } from '../props/parameter-group-props';
import { isUnresolved } from './validate-identifiers';

type Settings = NonNullable<DeclaredParameterGroup['parametersByFamily']>[string];
type Setting = Settings[string] | undefined;
type GroupProp = 'clusterParameterGroup' | 'instanceParameterGroup';

/** What the groups of one of the families cannot hold. */
export function familyParameterProblems(
  prop: GroupProp,
  group: DeclaredParameterGroup | object | undefined,
  versions: ClusterVersions,
): Problem[] {
  if (group === undefined || isExisting(group)) return [];
  const declared = group as DeclaredParameterGroup;
  return [...goneProblems(prop, declared, versions), ...fixedProblems(prop, declared, versions)];
}

const inFamily = (group: DeclaredParameterGroup, family: string): Settings => ({
  ...group.parameters,
  ...group.parametersByFamily?.[family],
});

/** One that a family does not know: a deploy would fail between the group and its parameters. */
function goneProblems(
  prop: GroupProp,
  group: DeclaredParameterGroup,
  { current, families }: ClusterVersions,
): Problem[] {
  const { gone } = engineOf(current.engine)!;
  return families.flatMap((family) =>
    Object.entries(inFamily(group, family)).flatMap(([name, setting]): Problem[] => {
      const instead = goneFrom(gone, family, name);
      if (setting === null || instead === undefined) return [];
      const own = Object.hasOwn(group.parametersByFamily?.[family] ?? {}, name);
      const renamed = instead === null ? '' : `; there it is ${instead}`;
      const without = `'${name}': null${instead === null ? '' : `, '${instead}': …`}`;
      return [
        {
          prop: own ? `${prop}.parametersByFamily["${family}"]["${name}"]` : `${prop}.parameters["${name}"]`,
          message: `${family} does not have ${name}${renamed}.`,
          remedy: own
            ? `Write ${instead ?? 'nothing'} in its place.`
            : `Leave it out there: parametersByFamily: { '${family}': { ${without} } }.`,
        },
      ];
    }),
  );
}

/** One whose value a cluster keeps for ever: green gets the target's group, and its upgrade fails where that has another one. */
function fixedProblems(
  prop: GroupProp,
  group: DeclaredParameterGroup,
  { current, families }: ClusterVersions,
): Problem[] {
  if (prop !== 'clusterParameterGroup') return [];
  return Object.entries(engineOf(current.engine)!.fixed).flatMap(([name, unset]): Problem[] => {
    const values = families.map((family) => plain(inFamily(group, family)[name]) ?? unset);
    if (values.some(isUnresolved) || new Set(values).size === 1) return [];
    const said = families.map((family, i) => `${values[i]} in ${family}`).join(', ');
    return [
      {
        prop: `${prop}.parametersByFamily`,
        message: `${name} cannot change once a cluster exists, but it is ${said}: green's upgrade would fail.`,
        remedy: `Write one value for all families: parameters: { '${name}': ${values[0]} }.`,
      },
    ];
  });
}

function plain(setting: Setting): string | undefined {
  const value = typeof setting === 'object' ? setting?.value : setting;
  return value === undefined ? undefined : String(value);
}
