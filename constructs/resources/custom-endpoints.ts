import { RdsClusterEndpoint } from '@cdktf/provider-aws/lib/rds-cluster-endpoint';
import type { Aurora } from '../aurora';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';

/** By identifier. */
export function declareEndpoints(aurora: Aurora, props: AuroraClusterProps): ReadonlyMap<string, RdsClusterEndpoint> {
  const { customEndpoints = {}, tags, provider } = props;
  // By reference, so that the instances are there first; their identifiers are literals, and so known to every plan.
  const members = (identifiers: string[] | undefined) => identifiers?.map((id) => aurora.instances.get(id)!.identifier);
  return new Map(
    Object.entries(customEndpoints).map(([identifier, endpoint]) => [
      identifier,
      new RdsClusterEndpoint(aurora, `Endpoint-${identifier}`, {
        clusterEndpointIdentifier: identifier,
        clusterIdentifier: aurora.cluster.clusterIdentifier,
        customEndpointType: endpoint.type,
        staticMembers: members(endpoint.staticMembers),
        excludedMembers: members(endpoint.excludedMembers),
        tags: tags && { ...tags },
        provider,
        // RDS refuses an endpoint of a cluster without instances.
        dependsOn: [...aurora.instances.values()],
      }),
    ]),
  );
}
