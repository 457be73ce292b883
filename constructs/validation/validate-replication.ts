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
    const need = needed[engine]?.[name];
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

interface Need {
  allowed: string[];
  /** The engine's default. */
  unset: string;
  remedy: string;
}

const needed: Record<string, Record<string, Need>> = {
  'aurora-postgresql': {
    'rds.logical_replication': { allowed: ['1'], unset: '0', remedy: 'Remove it; the construct sets 1' },
    synchronous_commit: { allowed: ['on'], unset: 'on', remedy: 'Remove it; on is the default' },
  },
  'aurora-mysql': {
    binlog_format: {
      allowed: ['row', 'mixed', 'statement'],
      unset: 'off',
      remedy: 'Remove it; the construct sets ROW',
    },
  },
};
