import type { ParameterGroupAnnotation, UpgradeAnnotation } from '../../../constructs/upgrade/upgrade-annotation';
import { declaredGroups } from '../../desired/group-addresses';
import { escaped } from '../../runtime/escaped';
import { record } from '../synthesized-clusters';
import { type Accept, type Difference, differences } from './difference';
import { addressOf, type Elements } from './own-elements';

/** One stack before or after an edit: what belongs to the cluster, and what its annotation says. */
export interface ClusterSide {
  annotation: UpgradeAnnotation;
  own: Elements;
  stack: unknown;
}

/**
 * Groups that come or go with the families of the cluster's versions, `settled` here, and those differences that are no such
 * change: a group unlike the one that was there, one that goes while something refers to it, one that a family has changed.
 */
export function groupChanges(before: ClusterSide, after: ClusterSide, accept: Accept, at: string) {
  const settled = new Set<string>();
  const unintended: Difference[] = [];
  const formerly = declaredIn(before);
  const now = declaredIn(after);
  for (const [key, group] of now) {
    if (formerly.has(key) || key in before.own) continue;
    settled.add(key);
    unintended.push(...unlikeTheOthers(key, group, before, after, accept, at));
  }
  for (const [key, { address }] of formerly) {
    if (now.has(key) || key in after.own) continue;
    settled.add(key);
    // Terraform would refuse to plan.
    if (mentions(after.stack, address)) unintended.push({ path: at + key, before: before.own[key], after: undefined });
  }
  for (const [family, groups] of groupsByFamily(after.annotation)) {
    const known = groupsByFamily(before.annotation).get(family);
    if (known) unintended.push(...differences(known, groups, `${at}groups of ${family}`));
  }
  return { settled, unintended };
}

const declaredIn = ({ annotation }: ClusterSide) =>
  new Map(declaredGroups(annotation).map((group) => [`resource.${group.address}`, group]));

/** Name and family as the annotation says, parameters as its family has them, and all else as in the group that was there. */
function unlikeTheOthers(
  key: string,
  group: ParameterGroupAnnotation,
  before: ClusterSide,
  after: ClusterSide,
  accept: Accept,
  at: string,
): Difference[] {
  const type = addressOf(key)?.type;
  const model = [...declaredIn(before).keys()].find((each) => addressOf(each)?.type === type);
  const made = after.own[key];
  if (model === undefined) return [{ path: at + key, before: undefined, after: made }];
  const expected = { ...withoutOwn(before.own[model]), name: group.name, family: group.family };
  return differences(expected, withoutOwn(made), at + key, accept);
}

function withoutOwn(body: unknown): Record<string, unknown> {
  const { parameter: _parameter, '//': _metadata, ...rest } = record(body) ?? {};
  return rest;
}

export function groupsByFamily(annotation: UpgradeAnnotation) {
  const versions = [annotation, annotation.upgradeTo, annotation.previous].filter((each) => each !== undefined);
  return new Map(
    versions.map(({ clusterParameterGroup: cluster, instanceParameterGroup: instance }) => [
      cluster?.family ?? instance?.family ?? '',
      { cluster, instance },
    ]),
  );
}

function mentions(stack: unknown, address: string): boolean {
  return new RegExp(`(?<![\\w-])${escaped(address)}(?![\\w-])`).test(JSON.stringify(stack));
}
