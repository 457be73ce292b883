import type { ParameterGroupRecord, Region } from '../world';
import { findParameterGroup, type GroupLevel, groupsOf, isDefaultGroup } from './parameter-groups';

/** What a listing shows: the groups that users made, and the default groups that something uses. */
export function listedGroups(region: Region, level: GroupLevel): ParameterGroupRecord[] {
  const users = level === 'cluster' ? Object.values(region.clusters) : Object.values(region.instances);
  const used = new Set(users.map(({ parameterGroup }) => parameterGroup).filter(isDefaultGroup));
  const defaults = [...used].flatMap((name) => findParameterGroup(region, level, name) ?? []);
  return [...Object.values(groupsOf(region, level)), ...defaults];
}
