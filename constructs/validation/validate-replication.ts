import { engineOf } from '../engines';
import type { Problem } from '../problem';
import type { DeclaredParameterGroup } from '../props/parameter-group-props';
import { isUnresolved } from './validate-identifiers';

/** What a blue/green deployment needs of the cluster's parameters (AuroraUserGuide, blue-green-deployments-creating). */
export function replicationProblems(group: DeclaredParameterGroup, engine: string): Problem[] {
  return [
    ...settingProblems('clusterParameterGroup.parameters', group.parameters ?? {}, engine),
    ...Object.entries(group.parametersByFamily ?? {}).flatMap(([family, parameters]) =>
      settingProblems(`clusterParameterGroup.parametersByFamily["${family}"]`, parameters, engine),
    ),
  ];
}

type Settings = NonNullable<DeclaredParameterGroup['parametersByFamily']>[string];

function settingProblems(where: string, settings: Settings, engine: string): Problem[] {
  return Object.entries(settings).flatMap(([name, setting]) => {
    const need = engineOf(engine)?.replication[name];
    const plain = typeof setting === 'object' ? setting?.value : setting;
    const value = plain === undefined ? need?.unset : String(plain).toLowerCase();
    if (!need || isUnresolved(value) || (value !== undefined && need.allowed.includes(value))) return [];
    return [
      {
        prop: `${where}["${name}"]`,
        message: `With ${name} ${setting === null ? 'left out' : `= ${value}`} RDS refuses blue/green deployments of this cluster.`,
        remedy: `${need.remedy}, or write upgradePolicy: 'in-place'.`,
      },
    ];
  });
}
