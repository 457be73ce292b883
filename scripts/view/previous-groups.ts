import type { ParameterGroupAnnotation, UpgradeAnnotation } from '../../constructs/upgrade/upgrade-annotation';

/** The groups that the code declares for the former version alone: in one family it shares them with the current one. */
export function previousGroups(annotation: UpgradeAnnotation): ParameterGroupAnnotation[] {
  const { previous, upgradeTo } = annotation;
  const groupsOf = (version: Pick<UpgradeAnnotation, 'clusterParameterGroup' | 'instanceParameterGroup'> | undefined) =>
    [version?.clusterParameterGroup, version?.instanceParameterGroup].filter((group) => group !== undefined);
  const others = new Set([...groupsOf(annotation), ...groupsOf(upgradeTo)].map(({ name }) => name));
  return groupsOf(previous).filter(({ name }) => !others.has(name));
}
