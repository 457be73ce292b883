import { type Measured, period } from '../aws/cloudwatch/metrics-port';
import { eventMemory, type RdsReads } from '../aws/rds/rds-port';
import type { Cluster, ClusterSnapshot, RdsEvent } from '../aws/rds/types';
import { UpgradeError } from '../runtime/errors';
import { isFinalSnapshot } from '../view/identity';
import type { Connections } from '../view/old-connections';
import { leftovers } from '../view/old-environment';
import { requestOf } from '../view/request';
import { taggedTime } from '../view/switchover-time';
import { type Facts, fact, type View } from '../view/view';
import { inOrder } from './observe-events';
import type { Sources } from './sources';

/** The facts of a cleanup. */
export async function observeLeftovers(view: View, rds: RdsReads): Promise<Facts['leftovers']> {
  const allClusters = await rds.clusters();
  const found = leftovers({
    production: fact(view, 'production').cluster,
    deployments: fact(view, 'deployments'),
    allClusters,
    declared: view.desired.declaredIdentifiers,
  });
  const instances = found.old === undefined ? [] : await rds.instances(found.old.cluster.identifier);
  return { ...found, instances, groupUsers: groupUsers(allClusters) };
}

export const groupUsers = (clusters: readonly Cluster[]) =>
  clusters.map(({ identifier, parameterGroup }) => ({ cluster: identifier, group: parameterGroup }));

export async function switchoverEvents(view: View, rds: RdsReads): Promise<RdsEvent[]> {
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
  return inOrder(lists);
}

/** Instances that are being deleted no longer take connections, and lose their metrics. */
export async function observeConnections(view: View, { metrics }: Sources): Promise<Connections> {
  const { old, instances } = fact(view, 'leftovers');
  const soak = requestOf(view, 'cleanup').soakHours * 60 * 60_000;
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
    return { kind: 'denied', message: error.message, remedy: error.remedy };
  }
}

/**
 * Found by their names, which contain the hash of their cluster's resource id: those of the old cluster, or, if none is left to
 * remove, those of earlier blues that are gone.
 */
export async function finalSnapshots(view: View, rds: RdsReads): Promise<ClusterSnapshot[]> {
  const { old, others } = fact(view, 'leftovers');
  const production = fact(view, 'production').cluster.identifier;
  const standing = others.map(({ cluster }) => cluster.resourceId);
  const ofOld = (snapshot: ClusterSnapshot, resourceId: string) =>
    // A later old cluster may have the name of an earlier one.
    (snapshot.clusterResourceId ?? resourceId) === resourceId &&
    isFinalSnapshot({ ...snapshot, clusterResourceId: resourceId });
  const ofGone = (snapshot: ClusterSnapshot) =>
    snapshot.clusterIdentifier.replace(/-old\d+$/, '') === production &&
    !standing.includes(snapshot.clusterResourceId ?? '') &&
    isFinalSnapshot(snapshot);
  return (await rds.clusterSnapshots(old?.cluster.identifier))
    .filter((snapshot) => (old === undefined ? ofGone(snapshot) : ofOld(snapshot, old.cluster.resourceId)))
    .sort((a, b) => (a.createdAt ?? Number.POSITIVE_INFINITY) - (b.createdAt ?? Number.POSITIVE_INFINITY));
}
