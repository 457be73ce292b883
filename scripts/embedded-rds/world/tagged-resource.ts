import type { Tag } from '@aws-sdk/client-rds';
import { type FaultName, fault, invalidParameterValue, type ServiceFault } from '../wire/service-fault';
import { type ArnKind, arnOf, parseArn } from './names/arn';
import { findParameterGroup } from './parameters/parameter-groups';
import type { Scene } from './scene';
import type { Region } from './world';

interface Tagged {
  tags: Tag[];
}

/** Where the resources of each kind are, by the name in their ARN, and what RDS says when there is none. */
const kinds: Partial<Record<ArnKind, { find(region: Region, name: string): Tagged | undefined; notFound: FaultName }>> =
  {
    cluster: { find: (region, name) => byIdentifier(region.clusters, name), notFound: 'DBClusterNotFoundFault' },
    db: { find: (region, name) => byIdentifier(region.instances, name), notFound: 'DBInstanceNotFoundFault' },
    deployment: {
      find: (region, name) => byIdentifier(region.deployments, name),
      notFound: 'BlueGreenDeploymentNotFoundFault',
    },
    'cluster-snapshot': {
      find: (region, name) => byIdentifier(region.clusterSnapshots, name),
      notFound: 'DBClusterSnapshotNotFoundFault',
    },
    'cluster-endpoint': {
      find: (region, name) => byIdentifier(region.clusterEndpoints, name),
      notFound: 'DBClusterEndpointNotFoundFault',
    },
    'global-cluster': {
      find: (region, name) => byIdentifier(region.globalClusters, name),
      notFound: 'GlobalClusterNotFoundFault',
    },
    'db-proxy': {
      find: (region, name) => Object.values(region.proxies).find(({ id }) => id === name),
      notFound: 'DBProxyNotFoundFault',
    },
    es: {
      find: (region, name) => Object.values(region.eventSubscriptions).find((each) => each.name.toLowerCase() === name),
      notFound: 'SubscriptionNotFoundFault',
    },
    integration: {
      find: (region, name) => (Object.hasOwn(region.integrations, name) ? region.integrations[name] : undefined),
      notFound: 'IntegrationNotFoundFault',
    },
    'cluster-pg': {
      find: (region, name) => findParameterGroup(region, 'cluster', name),
      notFound: 'DBParameterGroupNotFoundFault',
    },
    pg: {
      find: (region, name) => findParameterGroup(region, 'instance', name),
      notFound: 'DBParameterGroupNotFoundFault',
    },
    subgrp: {
      find: (region, name) => (Object.hasOwn(region.subnetGroups, name) ? region.subnetGroups[name] : undefined),
      notFound: 'DBSubnetGroupNotFoundFault',
    },
  };

const kindNamed = (name: string) => (Object.hasOwn(kinds, name) ? kinds[name as ArnKind] : undefined);

/** The record that an ARN names. Throws InvalidParameterValue, and the not-found fault of the resource's kind. */
export function taggedResource(scene: Scene, resourceName: string): Tagged {
  const arn = parseArn(resourceName);
  const kind = arn === undefined ? undefined : kindNamed(arn.kind);
  if (arn === undefined || kind === undefined || !isHere(scene, arn.kind as ArnKind, resourceName)) {
    throw invalidParameterValue(`Invalid resource name: ${resourceName}`);
  }
  const resource = kind.find(scene.region, arn.name.toLowerCase());
  if (resource === undefined) throw fault(kind.notFound, `${arn.name} not found.`);
  return resource;
}

/** What RDS answers for an ARN that names nothing; undefined for one that no tag can be on. */
export function notFoundByArn(resourceName: string): ServiceFault | undefined {
  const arn = parseArn(resourceName);
  const kind = kindNamed(arn?.kind ?? '');
  return arn === undefined || kind === undefined ? undefined : fault(kind.notFound, `${arn.name} not found.`);
}

function isHere(scene: Scene, kind: ArnKind, resourceName: string): boolean {
  return arnOf(scene, kind, parseArn(resourceName)?.name ?? '') === resourceName;
}

function byIdentifier<Named extends { identifier: string }>(
  records: Record<string, Named>,
  name: string,
): Named | undefined {
  return Object.values(records).find(({ identifier }) => identifier.toLowerCase() === name);
}
