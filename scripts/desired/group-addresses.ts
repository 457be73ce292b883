import { anyFamilyShort } from '../../constructs/engines';
import type { ParameterGroupAnnotation, UpgradeAnnotation } from '../../constructs/upgrade/upgrade-annotation';
import { ResourceAddress } from './resource-address';

/** Every parameter group that the stack declares for a cluster: for its version, a declared upgrade, and the previous version. */
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

/**
 * Whether an address belongs to a parameter group that this cluster's construct declared for another family and no longer declares:
 * `aws_db_parameter_group.orders_params-pg15_9F8E7D6C`, if it now declares `aws_db_parameter_group.orders_params-pg16_…`.
 */
export function formerGroups(annotation: UpgradeAnnotation): (address: string) => boolean {
  const declared = groupAddresses(annotation);
  const constructs = new Set(declared.flatMap((address) => ofAnyFamily(address) ?? []));
  return (address) => !declared.includes(address) && constructs.has(ofAnyFamily(address) ?? '');
}

/**
 * The same for the groups of all families that one construct declares: `aws_db_parameter_group.orders_params-pg15_9F8E7D6C` →
 * `aws_db_parameter_group.orders_params-_`. Ids of the construct end with the family; what follows is the hash that CDKTF makes of
 * the whole path. Undefined for an address without a family.
 */
export function ofAnyFamily(text: string): string | undefined {
  const address = ResourceAddress.parse(text);
  const [, before, hash] = ofFamily.exec(address?.name ?? '') ?? [];
  return before && address?.sibling(`${before}${hash === undefined ? '' : '_'}`).toString();
}

/** The other kind is `aws_db_parameter_group`, for instances. */
export const isClusterGroup = (address: string) =>
  ResourceAddress.parse(address)?.type === 'aws_rds_cluster_parameter_group';

const ofFamily = new RegExp(`^(.*-)${anyFamilyShort}\\d+(_[0-9A-F]{8})?$`);
