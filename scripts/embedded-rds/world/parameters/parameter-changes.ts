import type { Parameter } from '@aws-sdk/client-rds';
import { findParameter, isGone } from '../../data/parameters';
import { fault, invalidParameterCombination, invalidParameterValue } from '../../wire/service-fault';
import { emit } from '../events';
import type { Scene } from '../scene';
import type { ParameterGroupRecord, Region } from '../world';
import { effectiveValue, findParameterGroup, type GroupLevel, isDefaultGroup, usersOfGroup } from './parameter-groups';
import { checkAllowed } from './parameter-values';

/**
 * "A maximum of 20 parameters can be modified in a single request."
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBClusterParameterGroup.html)
 */
const mostAtOnce = 20;

/** Throws DBParameterGroupNotFound, which is what the operations on both kinds of group declare. */
export function groupNamed(region: Region, level: GroupLevel, name: string): ParameterGroupRecord {
  const group = findParameterGroup(region, level, name);
  if (group === undefined) {
    const kind = level === 'cluster' ? 'DBClusterParameterGroup' : 'DBParameterGroup';
    throw fault('DBParameterGroupNotFoundFault', `${kind} not found: ${name}`);
  }
  return group;
}

/** The same for a group that a user may change. */
export function ownGroupNamed(region: Region, level: GroupLevel, name: string): ParameterGroupRecord {
  const group = groupNamed(region, level, name);
  // Wording: ankane/pghero#66.
  if (isDefaultGroup(name)) throw invalidParameterValue('Cannot modify a default parameter group.');
  return group;
}

/** Sets parameters; all of them or none. */
export function setParameters(
  scene: Scene,
  level: GroupLevel,
  group: ParameterGroupRecord,
  parameters: Parameter[],
): void {
  if (parameters.length === 0 || parameters.length > mostAtOnce) {
    throw invalidParameterValue(
      `Between 1 and ${mostAtOnce} parameters can be modified at once, not ${parameters.length}.`,
    );
  }
  const changes = parameters.map((parameter) => {
    const change = checkedChange(level, group, parameter);
    if (parameter.ParameterValue === undefined) throw invalidParameterValue(`No value was given for ${change.name}.`);
    checkAllowed(group.family, change.name, parameter.ParameterValue);
    return { ...change, value: parameter.ParameterValue };
  });
  for (const { name, value, method } of changes) {
    const changed = effectiveValue(group, name) !== value;
    // "attempts to change only the apply_method, which is not allowed by AWS" (the provider's documentation of aws_db_parameter_group).
    const kept = Object.hasOwn(group.parameters, name) ? group.parameters[name]?.ApplyMethod : 'pending-reboot';
    group.parameters[name] = { ParameterValue: value, ApplyMethod: changed ? method : kept };
    if (changed) announce(scene, group, name, value, method);
    if (changed && method === 'pending-reboot') awaitReboot(scene.region, level, group);
  }
}

/** Returns parameters to the family's default: the named ones, or all that a user has set. */
export function resetParameters(
  scene: Scene,
  level: GroupLevel,
  group: ParameterGroupRecord,
  parameters: Parameter[] | 'all',
): void {
  const changes =
    parameters === 'all'
      ? Object.keys(group.parameters).map((name) => ({ name, method: defaultMethod(group.family, name) }))
      : parameters.map((parameter) => checkedChange(level, group, parameter));
  for (const { name, method } of changes) {
    if (!Object.hasOwn(group.parameters, name)) continue;
    const before = effectiveValue(group, name);
    delete group.parameters[name];
    if (effectiveValue(group, name) !== before && method === 'pending-reboot') awaitReboot(scene.region, level, group);
  }
}

type ApplyMethod = NonNullable<Parameter['ApplyMethod']>;

function checkedChange(
  level: GroupLevel,
  { family }: ParameterGroupRecord,
  { ParameterName: name = '', ApplyMethod: method }: Parameter,
): { name: string; method: ApplyMethod } {
  const known = findParameter(family, name);
  const elsewhere = known?.level !== undefined && known.level !== 'both' && known.level !== level;
  // A name that no source knows is taken as it is: AWS publishes no complete list of any family.
  if (isGone(family, name) || elsewhere || !/^[A-Za-z_][\w.-]*$/.test(name)) {
    throw invalidParameterValue(`Could not find parameter with name: ${name}`);
  }
  if (known?.modifiable === false) throw invalidParameterValue(`The parameter ${name} cannot be modified.`);
  // Wording: hashicorp/terraform#8018.
  if (known?.applyType === 'static' && method === 'immediate') {
    throw invalidParameterCombination('cannot use immediate apply method for static parameter');
  }
  return { name, method: method ?? defaultMethod(family, name) };
}

/** How a parameter is applied when nobody says: whether an unknown one is static is not known, so it waits for a reboot. */
function defaultMethod(family: string, name: string): ApplyMethod {
  return findParameter(family, name)?.applyType === 'dynamic' ? 'immediate' : 'pending-reboot';
}

/** What uses the group shows that it still runs with the former value; a reboot brings it in sync. */
function awaitReboot(region: Region, level: GroupLevel, { name }: ParameterGroupRecord): void {
  for (const instance of usersOfGroup(region, level, name).instances) {
    if (level === 'cluster') instance.clusterParameterGroupStatus = 'pending-reboot';
    else instance.parameterApplyStatus = 'pending-reboot';
  }
}

/** RDS-EVENT-0037. */
function announce(scene: Scene, group: ParameterGroupRecord, name: string, value: string, method: ApplyMethod): void {
  emit(scene, {
    sourceType: 'db-parameter-group',
    sourceIdentifier: group.name,
    categories: ['configuration change'],
    message: `Updated parameter ${name} to ${value} with apply method ${method}`,
  });
}
