import type { DBClusterParameterGroup, DBParameterGroup, Filter, Parameter } from '@aws-sdk/client-rds';
import { type FamilyParameter, hasList, parametersOf } from '../../data/parameters';
import { invalidParameterValue } from '../../wire/service-fault';
import { applyFilters } from '../filters';
import { arnOf, type Place } from '../names/arn';
import type { GroupLevel } from '../parameters/parameter-groups';
import type { ParameterGroupRecord } from '../world';

export function groupView(
  place: Place,
  level: GroupLevel,
  { name, family, description }: ParameterGroupRecord,
): DBClusterParameterGroup | DBParameterGroup {
  const known = { DBParameterGroupFamily: family, Description: description };
  return level === 'cluster'
    ? { ...known, DBClusterParameterGroupName: name, DBClusterParameterGroupArn: arnOf(place, 'cluster-pg', name) }
    : { ...known, DBParameterGroupName: name, DBParameterGroupArn: arnOf(place, 'pg', name) };
}

/** A group's parameters, by name: those of its family and those that a user has set. */
export function parameterViews(level: GroupLevel, group: ParameterGroupRecord): Parameter[] {
  const listed = familyParameterViews(level, group.family);
  const names = new Set(listed.map(({ ParameterName }) => ParameterName));
  const unknown = Object.keys(group.parameters).filter((name) => !names.has(name));
  return [...listed, ...unknown.map((name) => view(level, { name, modifiable: true }))].map((parameter) => {
    const own = group.parameters[parameter.ParameterName ?? ''];
    return own === undefined ? parameter : { ...parameter, ...own, Source: 'user' };
  });
}

/** A family's parameters at their defaults, as far as they are known. */
function familyParameterViews(level: GroupLevel, family: string): Parameter[] {
  return parametersOf(family)
    .filter((parameter) => parameter.level === undefined || parameter.level === 'both' || parameter.level === level)
    .map((parameter) => view(level, parameter));
}

/**
 * A family's parameters as the engine defaults tell them: whoever reads them takes what is missing for unknown to the family.
 * So a family without a list has none, rather than a handful.
 */
export function engineDefaultViews(level: GroupLevel, family: string): Parameter[] {
  return hasList(family) ? familyParameterViews(level, family) : [];
}

/** What a call asks for, of a list of parameters: by source, and by the one filter that is documented. */
export function selectParameters(
  parameters: Parameter[],
  { Source, Filters }: { Source?: string; Filters?: Filter[] },
): Parameter[] {
  if (Source !== undefined && !['user', 'system', 'engine-default'].includes(Source)) {
    throw invalidParameterValue(`Invalid value ${Source} for Source. Must be user, system or engine-default`);
  }
  const filtered = applyFilters(parameters, Filters, { 'parameter-name': ({ ParameterName }) => ParameterName });
  return filtered.filter((parameter) => Source === undefined || parameter.Source === Source);
}

/** Those that RDS gives a value to are `system`, those that it leaves to the engine `engine-default`. */
function view(level: GroupLevel, parameter: FamilyParameter): Parameter {
  return {
    ParameterName: parameter.name,
    ParameterValue: parameter.default,
    Source: parameter.default === undefined ? 'engine-default' : 'system',
    ApplyType: parameter.applyType,
    DataType: parameter.dataType,
    AllowedValues: parameter.allowedValues,
    IsModifiable: parameter.modifiable,
    ApplyMethod: 'pending-reboot',
    SupportedEngineModes: level === 'cluster' ? ['provisioned'] : undefined,
  };
}
