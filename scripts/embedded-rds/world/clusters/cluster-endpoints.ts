import { fault, invalidParameterCombination, invalidParameterValue } from '../../wire/service-fault';
import { instanceNamed } from '../lookup';
import { nameOf } from '../names/arn';
import type { Scene } from '../scene';
import type { ClusterEndpointRecord, ClusterRecord } from '../world';

/** Throws DBClusterEndpointNotFoundFault. */
export function endpointNamed(scene: Scene, nameOrArn: string): ClusterEndpointRecord {
  const endpoint = scene.region.clusterEndpoints[nameOf(scene, 'cluster-endpoint', nameOrArn)];
  if (endpoint === undefined) {
    throw fault('DBClusterEndpointNotFoundFault', `DB cluster endpoint ${nameOrArn} not found.`);
  }
  return endpoint;
}

export function endpointType(type = ''): ClusterEndpointRecord['type'] {
  if (type !== 'READER' && type !== 'ANY') {
    throw invalidParameterValue(`Invalid EndpointType: ${type}. Must be READER or ANY.`);
  }
  return type;
}

/** Resource ids of the instances that an endpoint names: those it has, or those it leaves out. */
export function endpointMembers(
  scene: Scene,
  cluster: ClusterRecord,
  { StaticMembers = [], ExcludedMembers = [] }: { StaticMembers?: string[]; ExcludedMembers?: string[] },
): Pick<ClusterEndpointRecord, 'staticMembers' | 'excludedMembers'> {
  if (StaticMembers.length > 0 && ExcludedMembers.length > 0) {
    throw invalidParameterCombination('An endpoint has either StaticMembers or ExcludedMembers, not both.');
  }
  const ids = (names: string[]): string[] =>
    names.map((name) => {
      const instance = instanceNamed(scene, name);
      if (instance.cluster === cluster.resourceId) return instance.resourceId;
      throw fault('InvalidDBInstanceStateFault', `DB instance ${name} is not a member of ${cluster.identifier}.`);
    });
  return { staticMembers: ids(StaticMembers), excludedMembers: ids(ExcludedMembers) };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html: custom endpoints per DB cluster. */
const mostEndpoints = 5;

/** Throws DBClusterEndpointQuotaExceededFault. */
export function refuseSixth({ region }: Scene, { resourceId }: ClusterRecord): void {
  const own = Object.values(region.clusterEndpoints).filter(({ cluster }) => cluster === resourceId);
  if (own.length < mostEndpoints) return;
  // Wording: the API reference's description of the fault.
  throw fault('DBClusterEndpointQuotaExceededFault', 'The cluster already has the maximum number of custom endpoints.');
}
