import { oldClusterId } from '../../../constructs/upgrade/upgrade-guard';
import type { DesiredCluster } from '../../desired/desired-cluster';
import { declaredGroups } from '../../desired/group-addresses';
import type { SynthesizedStack } from '../../desired/read-stacks';
import { blocks, resourceAt } from '../../desired/stack-json';
import { isRecord } from '../../runtime/is-record';

/** What the code says about a cluster and a plan does not. */
export interface KnownCluster {
  identifier: string;
  address: string;
  inPlace: boolean;
  /** The guard stands in what Terraform reads, whatever the construct was asked for: an override may have removed it. */
  guarded: boolean;
  /** The version of a declared upgrade. */
  upgradeTo?: string;
  engineVersion: string;
  instanceAddresses: string[];
  groupAddresses: string[];
  /** Of the cluster and its instances: those that nothing keeps Terraform from destroying. */
  unprotected: string[];
  /** Data sources that watch for old clusters (constructs/upgrade/old-cluster-check.ts): a condition of theirs is a guard too. */
  watches: string[];
}

export function knownCluster(
  { annotation }: Pick<DesiredCluster, 'annotation'>,
  stack: SynthesizedStack,
): KnownCluster {
  const instanceAddresses = annotation.instances.map(({ address }) => address);
  return {
    identifier: annotation.clusterIdentifier,
    address: annotation.address,
    inPlace: annotation.upgradePolicy === 'in-place',
    guarded: lifecycleOf(stack, annotation.address).some(holdsGuard),
    upgradeTo: annotation.upgradeTo?.engineVersion,
    engineVersion: annotation.engineVersion,
    instanceAddresses,
    groupAddresses: declaredGroups(annotation).map(({ address }) => address),
    unprotected: [annotation.address, ...instanceAddresses].filter((address) => !preventsDestroy(stack, address)),
    watches: watchesOf(stack, annotation.path),
  };
}

const preventsDestroy = (stack: SynthesizedStack, address: string) =>
  lifecycleOf(stack, address).some((lifecycle) => lifecycle.prevent_destroy === true);

const holdsGuard = ({ postcondition }: Record<string, unknown>) =>
  blocks(postcondition).some(({ condition }) => String(condition).includes('self.engine_version_actual'));

function lifecycleOf({ json }: SynthesizedStack, address: string) {
  return blocks(resourceAt(json, address).lifecycle);
}

function watchesOf({ json }: SynthesizedStack, path: string): string[] {
  const sources = isRecord(json.data) && isRecord(json.data.aws_rds_cluster) ? json.data.aws_rds_cluster : {};
  return Object.entries(sources).flatMap(([id, source]) => {
    const comment = isRecord(source) && isRecord(source['//']) ? source['//'] : {};
    const metadata = isRecord(comment.metadata) ? comment.metadata : {};
    return metadata.path === `${path}/${oldClusterId}` ? [`data.aws_rds_cluster.${id}`] : [];
  });
}
