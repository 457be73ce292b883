import type { ParameterGroupAnnotation, UpgradeAnnotation } from '../../constructs/upgrade-annotation';

/** Every parameter group that the stack declares for a cluster: of its version, of a declared upgrade, of the previous one. */
export function declaredGroups(annotation: UpgradeAnnotation): (ParameterGroupAnnotation & { address: string })[] {
  const versions = [annotation, annotation.upgradeTo, annotation.previous];
  const all = versions.flatMap((each) => [each?.clusterParameterGroup, each?.instanceParameterGroup]);
  const declared = all.filter(
    (group): group is ParameterGroupAnnotation & { address: string } => group?.address !== undefined,
  );
  // Versions of one family share their groups.
  return [...new Map(declared.map((group) => [group.address, group])).values()];
}

export const groupAddresses = (annotation: UpgradeAnnotation) =>
  declaredGroups(annotation).map((group) => group.address);
