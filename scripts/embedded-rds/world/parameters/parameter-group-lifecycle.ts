import type { Parameter, Tag } from '@aws-sdk/client-rds';
import { families } from '../../../engine-versions/catalogue';
import { fault, invalidParameterValue } from '../../wire/service-fault';
import { byName } from '../by-name';
import { plainCopy } from '../plain-copy';
import { tagsOf } from '../tags';
import type { ParameterGroupRecord, Region } from '../world';
import { ownGroupNamed } from './parameter-changes';
import { type GroupLevel, groupsOf, isDefaultGroup, usersOfGroup } from './parameter-groups';

/** Creates a group of a family. Names are kept in lower case. Throws DBParameterGroupAlreadyExists, InvalidParameterValue. */
export function createGroup(
  region: Region,
  level: GroupLevel,
  group: { name: string; family: string; description: string; tags: Tag[] | undefined },
): ParameterGroupRecord {
  if (!families().includes(group.family)) {
    throw invalidParameterValue(`ParameterGroupFamily ${group.family} is not a valid parameter group family`);
  }
  return addGroup(region, level, { ...group, parameters: byName() });
}

/** Copies a group with everything that a user has set in it. */
export function copyGroup(
  region: Region,
  level: GroupLevel,
  source: ParameterGroupRecord,
  target: { name: string; description: string; tags: Tag[] | undefined },
): ParameterGroupRecord {
  const parameters: Record<string, Pick<Parameter, 'ParameterValue' | 'ApplyMethod'>> = plainCopy(source.parameters);
  return addGroup(region, level, { ...target, family: source.family, parameters });
}

/** Throws InvalidDBParameterGroupState as long as anything uses the group: production, green, old, or a deployment. */
export function deleteGroup(region: Region, level: GroupLevel, name: string): void {
  if (isDefaultGroup(name)) {
    throw fault('InvalidDBParameterGroupStateFault', `The default parameter group ${name} cannot be deleted.`);
  }
  const group = ownGroupNamed(region, level, name);
  const { clusters, instances } = usersOfGroup(region, level, name);
  if (clusters.length + instances.length > 0 || isAwaited(region, level, group.name)) {
    // Wording: seen by who wrote the upgrade log.
    throw fault(
      'InvalidDBParameterGroupStateFault',
      `One or more database instances are still members of this parameter group ${group.name}, so the group cannot be deleted`,
    );
  }
  delete groupsOf(region, level)[group.name];
}

function addGroup(
  region: Region,
  level: GroupLevel,
  group: Omit<ParameterGroupRecord, 'tags'> & { tags: Tag[] | undefined },
): ParameterGroupRecord {
  const name = group.name.toLowerCase();
  if (isDefaultGroup(name) || name.length > 255 || !/^[a-z](?:[.-]?[a-z0-9])*$/.test(name)) {
    throw invalidParameterValue(
      `The parameter ${level === 'cluster' ? 'DBClusterParameterGroupName' : 'DBParameterGroupName'} is not a valid identifier. ` +
        'Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with ' +
        'a hyphen or contain two consecutive hyphens.',
    );
  }
  const groups = groupsOf(region, level);
  if (Object.hasOwn(groups, name)) {
    throw fault('DBParameterGroupAlreadyExistsFault', `Parameter group ${name} already exists`);
  }
  const record = { ...group, name, tags: tagsOf(group.tags) };
  groups[name] = record;
  return record;
}

/** A deployment that is being created will put its green environment into the group. */
function isAwaited(region: Region, level: GroupLevel, name: string): boolean {
  return Object.values(region.deployments).some(({ status, targetClusterParameterGroup, targetParameterGroup }) => {
    const awaited = level === 'cluster' ? targetClusterParameterGroup : targetParameterGroup;
    return status === 'PROVISIONING' && awaited?.toLowerCase() === name;
  });
}
