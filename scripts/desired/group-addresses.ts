import { anyFamilyShort } from '../../constructs/engines';
import type { ParameterGroupAnnotation, UpgradeAnnotation } from '../../constructs/upgrade/upgrade-annotation';
import { escaped } from '../runtime/escaped';

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

/**
 * Whether an address is that of a parameter group which this cluster's construct declared for another family, and declares no
 * more: `aws_db_parameter_group.orders_params-pg15_9F8E7D6C`, where it declares `aws_db_parameter_group.orders_params-pg16_…`.
 */
export function formerGroups(annotation: UpgradeAnnotation): (address: string) => boolean {
  const declared = groupAddresses(annotation);
  const patterns = declared.map((address) => new RegExp(`^${anyFamily(address)}$`));
  return (address) => !declared.includes(address) && patterns.some((pattern) => pattern.test(address));
}

/** The construct's ids end with the family; what follows is the hash that CDKTF makes of the whole path. */
function anyFamily(address: string): string {
  const [, before, hash] = ofFamily.exec(address) ?? [];
  if (before === undefined) return escaped(address);
  return `${escaped(before)}${anyFamilyShort}\\d+${hash === undefined ? '' : '_[0-9A-F]{8}'}`;
}

const ofFamily = new RegExp(`^(.*-)${anyFamilyShort}\\d+(_[0-9A-F]{8})?$`);
