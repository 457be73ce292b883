import { families } from '../../../engine-versions/catalogue';
import { findParameter } from '../../data/parameters';
import type { ClusterRecord, InstanceRecord, ParameterGroupRecord, Region } from '../world';

/** A DB cluster parameter group or a DB parameter group: two kinds with one shape and two sets of operations. */
export type GroupLevel = 'cluster' | 'instance';

export function groupsOf(region: Region, level: GroupLevel): Record<string, ParameterGroupRecord> {
  return level === 'cluster' ? region.clusterParameterGroups : region.parameterGroups;
}

/**
 * A group by its name, in any case. The default group of every known family (`default.aurora-postgresql15`) is always
 * there, and stored nowhere: nobody can change it.
 */
export function findParameterGroup(region: Region, level: GroupLevel, name: string): ParameterGroupRecord | undefined {
  const key = name.toLowerCase();
  const groups = groupsOf(region, level);
  return Object.hasOwn(groups, key) ? groups[key] : defaultGroup(level, key);
}

export function isDefaultGroup(name: string): boolean {
  return name.toLowerCase().startsWith('default.');
}

/** The name of the group that RDS takes when a call names none. */
export function defaultGroupName(family: string): string {
  return `default.${family}`;
}

/** A parameter's value with this group: the user's, else the family's default; undefined where the engine's own applies. */
export function effectiveValue(group: ParameterGroupRecord, parameter: string): string | undefined {
  const own = Object.hasOwn(group.parameters, parameter) ? group.parameters[parameter]?.ParameterValue : undefined;
  return own ?? findParameter(group.family, parameter)?.default;
}

/** Whoever uses a group, green and old clusters included: a group in use can be neither deleted nor forgotten. */
export function usersOfGroup(
  region: Region,
  level: GroupLevel,
  name: string,
): { clusters: ClusterRecord[]; instances: InstanceRecord[] } {
  const key = name.toLowerCase();
  const uses = ({ parameterGroup }: { parameterGroup: string }): boolean => parameterGroup.toLowerCase() === key;
  if (level === 'instance') return { clusters: [], instances: Object.values(region.instances).filter(uses) };
  const clusters = Object.values(region.clusters).filter(uses);
  const ids = new Set(clusters.map(({ resourceId }) => resourceId));
  return { clusters, instances: Object.values(region.instances).filter(({ cluster }) => ids.has(cluster)) };
}

function defaultGroup(level: GroupLevel, name: string): ParameterGroupRecord | undefined {
  const family = name.startsWith('default.') ? name.slice('default.'.length) : undefined;
  if (family === undefined || !families().includes(family)) return undefined;
  const kind = level === 'cluster' ? 'cluster parameter group' : 'parameter group';
  return { name, family, description: `Default ${kind} for ${family}`, parameters: {}, tags: [] };
}
