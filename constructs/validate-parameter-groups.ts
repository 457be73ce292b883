import type { AuroraClusterProps, DeclaredParameterGroup, ExistingParameterGroup } from './aurora-cluster-props';
import { type EngineVersion, familyShort } from './engine-version';
import type { Problem } from './problem';
import { isUnresolved, parameterGroupNameProblems } from './validate-identifiers';

type Group = AuroraClusterProps['clusterParameterGroup'] | AuroraClusterProps['instanceParameterGroup'];
type GroupProp = 'clusterParameterGroup' | 'instanceParameterGroup';

export const isExisting = (group: Group): group is ExistingParameterGroup =>
  typeof group === 'object' && 'existing' in group;

export function parameterGroupProblems(prop: GroupProp, group: Group, version: EngineVersion): Problem[] {
  if (group === undefined || group === 'engine-default') return [];
  if (isExisting(group)) return existingProblems(prop, group, version);
  return group.name === undefined ? [] : parameterGroupNameProblems(`${prop}.name`, group.name);
}

function existingProblems(prop: GroupProp, group: ExistingParameterGroup, version: EngineVersion): Problem[] {
  const problems: Problem[] = [];
  const familyInName = /^default\.(.+)$/.exec(group.existing)?.[1];
  if (isUnresolved(group.existing) || !group.existing) {
    problems.push(...parameterGroupNameProblems(`${prop}.existing`, group.existing));
  } else if (familyInName !== undefined && prop === 'clusterParameterGroup') {
    // The default group cannot be changed, and has logical replication and the binary log off.
    problems.push({
      prop: `${prop}.existing`,
      message: `In "${group.existing}" nobody can turn on the replication that a blue/green deployment needs.`,
      remedy: 'Leave clusterParameterGroup out to have a group declared, or name one of your own.',
    });
  }
  if (group.family !== version.family || (familyInName ?? version.family) !== version.family) {
    problems.push({
      prop: `${prop}.family`,
      message: `The group "${group.existing}" is of family ${familyInName ?? group.family}, but ${version.engine} ${version} needs ${version.family}.`,
      remedy: `Name a group of family ${version.family}.`,
    });
  }
  return problems;
}

/** What a blue/green deployment needs of the cluster's parameters (AuroraUserGuide, blue-green-deployments-creating). */
export function replicationProblems(group: DeclaredParameterGroup, engine: string): Problem[] {
  return Object.entries(group.parameters ?? {}).flatMap(([name, setting]) => {
    const need = needed[engine]?.[name];
    const value = String(typeof setting === 'object' ? setting.value : setting).toLowerCase();
    if (!need || isUnresolved(value) || need.allowed.includes(value)) return [];
    return [
      {
        prop: `clusterParameterGroup.parameters["${name}"]`,
        message: `With ${name} = ${value} RDS refuses blue/green deployments of this cluster.`,
        remedy: `${need.remedy}, or write upgradePolicy: 'in-place'.`,
      },
    ];
  });
}

const needed: Record<string, Record<string, { allowed: string[]; remedy: string }>> = {
  'aurora-postgresql': {
    'rds.logical_replication': { allowed: ['1'], remedy: 'Remove it; the construct sets 1' },
    synchronous_commit: { allowed: ['on'], remedy: 'Remove it; on is the default' },
  },
  'aurora-mysql': {
    binlog_format: { allowed: ['row', 'mixed', 'statement'], remedy: 'Remove it; the construct sets ROW' },
  },
};

/** A sentence if an explicit name says another family than the group has: the name will be in the way at the next major. */
export function familyInNameWarning(name: string, family: string): string | undefined {
  const said = /(?:pg|postgres(?:ql)?-?)(\d\d)(?!\d)/.exec(name)?.[1];
  const shown = said === undefined ? /mysql-?(\d)[.-]?(\d)(?!\d)/.exec(name)?.slice(1, 3).join('') : undefined;
  const short = said !== undefined ? `pg${said}` : shown !== undefined ? `mysql${shown}` : undefined;
  if (short === undefined || short === familyShort(family)) return undefined;
  return (
    `The parameter group "${name}" will have family ${family}, but its name says ${short}. ` +
    `A group's family cannot change: give the group of ${family} a name of its own.`
  );
}
