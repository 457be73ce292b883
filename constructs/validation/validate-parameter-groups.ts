import type { ClusterVersions } from '../cluster-versions';
import type { Problem } from '../problem';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import { type ExistingParameterGroup, isExisting } from '../props/parameter-group-props';
import { familyParameterProblems } from './validate-family-parameters';
import { familyKeyProblems, groupNameProblems, namesByFamilyProblems } from './validate-group-names';
import { isUnresolved, parameterGroupNameProblems } from './validate-identifiers';
import { replicationProblems } from './validate-replication';

type Group = AuroraClusterProps['clusterParameterGroup'] | AuroraClusterProps['instanceParameterGroup'];
type GroupProp = 'clusterParameterGroup' | 'instanceParameterGroup';
type GroupProps = Pick<AuroraClusterProps, GroupProp | 'upgradePolicy'>;

/** Both kinds of groups, for every family that the versions need. */
export function parameterGroupProblems(props: GroupProps, versions: ClusterVersions): Problem[] {
  const { clusterParameterGroup: cluster, instanceParameterGroup: instance, upgradePolicy } = props;
  const problems = [
    ...groupProblems('clusterParameterGroup', cluster, versions),
    ...groupProblems('instanceParameterGroup', instance, versions),
    ...familyParameterProblems('clusterParameterGroup', cluster, versions),
    ...(instance === 'engine-default' ? [] : familyParameterProblems('instanceParameterGroup', instance, versions)),
  ];
  if (cluster && !isExisting(cluster) && upgradePolicy !== 'in-place') {
    problems.push(...replicationProblems(cluster, versions.current.engine));
  }
  return problems;
}

function groupProblems(prop: GroupProp, group: Group, versions: ClusterVersions): Problem[] {
  if (group === undefined || group === 'engine-default') return [];
  if (isExisting(group)) return existingProblems(prop, group, versions);
  return [
    ...groupNameProblems(`${prop}.name`, group.name, versions),
    ...familyKeyProblems(`${prop}.parametersByFamily`, group.parametersByFamily ?? {}, versions),
  ];
}

function existingProblems(prop: GroupProp, { existing, family }: ExistingParameterGroup, versions: ClusterVersions) {
  const { current, families } = versions;
  if (typeof existing === 'object') {
    return [
      ...namesByFamilyProblems(`${prop}.existing`, existing, versions, (place, name) => {
        return isUnresolved(name) || !name ? parameterGroupNameProblems(place, name) : [];
      }),
      ...families.flatMap((each) => familyProblems(prop, existing[each] ?? '', each, each)),
    ];
  }
  if (isUnresolved(existing) || !existing) return parameterGroupNameProblems(`${prop}.existing`, existing);
  const problems = familyProblems(prop, existing, family ?? '', current.family);
  if (problems.length > 0 || families.length === 1) return problems;
  const each = families.map((name) => `'${name}': '${name === family ? existing : '...'}'`);
  return [
    {
      prop: `${prop}.existing`,
      message: `"${existing}" is of family ${family}, but the versions need one group for each of ${families.join(' and ')}.`,
      remedy: `Name them all: { existing: { ${each.join(', ')} } }.`,
    },
  ];
}

function familyProblems(prop: GroupProp, name: string, family: string, needed: string): Problem[] {
  const problems: Problem[] = [];
  const familyInName = /^default\.(.+)$/.exec(name)?.[1];
  if (familyInName !== undefined && prop === 'clusterParameterGroup') {
    // The default group cannot be changed, and has logical replication and the binary log off.
    problems.push({
      prop: `${prop}.existing`,
      message: `"${name}" cannot be changed, so nobody can turn on the replication that a blue/green deployment needs.`,
      remedy: 'Omit clusterParameterGroup to have a group declared, or name one of your own.',
    });
  }
  if (family !== needed || (familyInName ?? needed) !== needed) {
    problems.push({
      prop: `${prop}.family`,
      message: `The group "${name}" is of family ${familyInName ?? family}, but the cluster needs one of ${needed}.`,
      remedy: `Name a group of family ${needed}.`,
    });
  }
  return problems;
}
