import { isCovered } from '../../desired/resource-address';
import type { ResourceChange } from '../../terraform/resource-change';

interface ClassifiedChanges {
  /** Changes of the cluster and of what belongs to it or hangs on it: the upgrade is answerable for these. */
  ours: ResourceChange[];
  /** Changes of everything else in the stack: not caused by the upgrade, but worth naming. */
  elsewhere: ResourceChange[];
}

/**
 * Sorts a plan's changes by whether they touch one of the cluster's resources. An address without an index means the resource
 * with any index; a resource that a `moved` block renames counts under both names.
 *
 * @param addresses  as the annotation gives them, `aws_rds_cluster.orders`
 */
export function classifyChanges(changes: ResourceChange[], addresses: Iterable<string>): ClassifiedChanges {
  const wanted = [...addresses];
  const belongs = (address: string | undefined) => wanted.some((own) => isCovered(address, own));
  const ours: ResourceChange[] = [];
  const elsewhere: ResourceChange[] = [];
  for (const change of changes) {
    (belongs(change.address) || belongs(change.previousAddress) ? ours : elsewhere).push(change);
  }
  return { ours, elsewhere };
}
