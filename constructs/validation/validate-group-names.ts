import type { ClusterVersions } from '../cluster-versions';
import { familyShort } from '../engine-version';
import type { Problem } from '../problem';
import { type ByFamily, explicitNames, familySaid, isFamilyOf } from '../resources/group-name';
import { isUnresolved, parameterGroupNameProblems } from './validate-identifiers';

type NameRule = (prop: string, name: string) => Problem[];

/** The name that a group is given, for every family that the versions need. */
export function groupNameProblems(
  prop: string,
  name: string | ByFamily<string> | undefined,
  versions: ClusterVersions,
): Problem[] {
  if (name === undefined) return [];
  if (typeof name !== 'string') return namesByFamilyProblems(prop, name, versions, parameterGroupNameProblems);
  if (isUnresolved(name)) return parameterGroupNameProblems(prop, name);
  const { families, current } = versions;
  if (families.length > 1 && familySaid(current.engine, name) === undefined) {
    const rest = families.map((family) => (family === current.family ? name : `${name}-${familyShort(family)}`));
    return [
      {
        prop,
        message: `"${name}" is one name, but groups of ${families.join(' and ')} must exist side by side.`,
        remedy: `Write one name for each: { ${families.map((family, i) => `'${family}': '${rest[i]}'`).join(', ')} }.`,
      },
    ];
  }
  const names = families.map((family) => explicitNames(current.engine, name).in(family)!);
  return names.map((each) => parameterGroupNameProblems(prop, each)).find(({ length }) => length > 0) ?? [];
}

/** A map by family: no family is missing, and no name is given twice. */
export function namesByFamilyProblems(
  prop: string,
  names: ByFamily<string>,
  versions: ClusterVersions,
  rule: NameRule,
): Problem[] {
  const problems = familyKeyProblems(prop, names, versions);
  const seen = new Map<string, string>();
  for (const family of versions.families) {
    const name = names[family];
    if (name === undefined) {
      problems.push({ prop, message: `It has no name for ${family}.`, remedy: `Add '${family}': '...' to it.` });
      continue;
    }
    const place = `${prop}["${family}"]`;
    problems.push(...rule(place, name));
    const other = seen.get(name);
    seen.set(name, family);
    if (other === undefined) continue;
    problems.push({
      prop: place,
      message: `"${name}" is already the name for ${other}, and a group has only one family.`,
      remedy: 'Give each family a name of its own.',
    });
  }
  return problems;
}

/** Keys that are not families of the engine. */
export function familyKeyProblems(prop: string, byFamily: ByFamily<unknown>, { current }: ClusterVersions): Problem[] {
  return Object.keys(byFamily)
    .filter((key) => !isFamilyOf(current.engine, key))
    .map((key) => ({
      prop: `${prop}["${key}"]`,
      message: `"${key}" is not a parameter group family of ${current.engine}.`,
      remedy: `Write it as AWS does, such as '${current.family}'.`,
    }));
}

/** A sentence if a name says a family that none of the versions has: what stands in the code is not what the group is called. */
export function familyInNameWarning(name: string | ByFamily<string> | undefined, versions: ClusterVersions) {
  if (typeof name !== 'string') return undefined;
  const { engine, family } = versions.current;
  const said = familySaid(engine, name);
  if (said === undefined || versions.families.includes(said)) return undefined;
  const called = explicitNames(engine, name).in(family);
  return (
    `The name of the parameter group "${name}" says ${familyShort(said)}, so the group of ${family} is called "${called}". ` +
    `Write that, or { '${family}': '${name}' } to keep the name as it is.`
  );
}
