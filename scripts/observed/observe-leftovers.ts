import { type Measured, period } from '../metrics/metrics-port';
import type { RdsPort } from '../rds/rds-port';
import type { ClusterSnapshot, RdsEvent } from '../rds/types';
import { UpgradeError } from '../runtime/errors';
import type { Connections } from './connections';
import { finalSnapshotName, tagKey } from './identity';
import { leftovers } from './old-environment';
import type { Sources } from './sources';
import { eventMemory, taggedTime } from './switchover-time';
import { type Facts, fact, type View } from './view';

/** The facts of a cleanup. */
export async function observeLeftovers(view: View, rds: RdsPort): Promise<Facts['leftovers']> {
  const allClusters = await rds.clusters();
  const found = leftovers({
    production: fact(view, 'production').cluster,
    deployments: fact(view, 'deployments'),
    allClusters,
    declared: view.request.cleanup?.declared ?? [],
  });
  const instances = found.old === undefined ? [] : await rds.instances(found.old.cluster.identifier);
  const groupUsers = allClusters.map(({ identifier, parameterGroup }) => ({
    cluster: identifier,
    group: parameterGroup,
  }));
  return { ...found, instances, groupUsers };
}

export async function switchoverEvents(view: View, rds: RdsPort): Promise<RdsEvent[]> {
  const { old } = fact(view, 'leftovers');
  if (old === undefined || taggedTime(old) !== undefined) return [];
  const since = view.now - eventMemory;
  const { finished } = fact(view, 'deployments');
  const lists = [
    await rds.events('db-cluster', old.cluster.identifier, since),
    await rds.events('db-cluster', fact(view, 'production').cluster.identifier, since),
  ];
  if (finished?.identifier === old.deployment) {
    lists.push(await rds.events('blue-green-deployment', finished.identifier, since));
  }
  return lists.flat().sort((a, b) => a.at - b.at);
}

/** Instances that are being deleted take no connections any more, and lose their metrics. */
export async function observeConnections(view: View, { metrics }: Sources): Promise<Connections> {
  const { old, instances } = fact(view, 'leftovers');
  const soak = (view.request.cleanup?.soakHours ?? 0) * 60 * 60_000;
  // Whole periods only: the first one must not begin before the soak does.
  const window = { from: Math.ceil((view.now - soak) / period) * period, to: view.now };
  const alive = instances.filter((instance) => instance.status !== 'deleting');
  if (old === undefined || alive.length === 0) return { kind: 'read', window, series: [] };
  const of: Measured[] = [
    { kind: 'cluster', identifier: old.cluster.identifier },
    ...alive.map(({ identifier }) => ({ kind: 'instance' as const, identifier })),
  ];
  try {
    return { kind: 'read', window, series: await metrics.connections(of, window) };
  } catch (error) {
    if (!(error instanceof UpgradeError && error.code === 'ACCESS_DENIED')) throw error;
    return { kind: 'denied', message: error.message };
  }
}

/** By name and tags: tags alone are copied from the cluster to whatever snapshot of it somebody makes. */
export async function finalSnapshots(view: View, rds: RdsPort): Promise<ClusterSnapshot[]> {
  const { old } = fact(view, 'leftovers');
  if (old === undefined) return [];
  const { identifier, resourceId } = old.cluster;
  const first = finalSnapshotName(fact(view, 'production').cluster.identifier, old.fromVersion, resourceId, 0);
  return (await rds.clusterSnapshots(identifier))
    .filter((snapshot) => snapshot.identifier.replace(/(-final-[0-9a-f]{10})-\d+$/, '$1') === first)
    .filter(({ tags }) => tags[tagKey.oldResourceId] === resourceId && tags[tagKey.deployment] === old.deployment)
    .filter(({ clusterResourceId }) => clusterResourceId === undefined || clusterResourceId === resourceId)
    .sort((a, b) => (a.createdAt ?? Number.POSITIVE_INFINITY) - (b.createdAt ?? Number.POSITIVE_INFINITY));
}
