import { plain } from '../change';
import { membersOf } from '../lookup';
import type { Scene } from '../scene';
import type { ClusterRecord, ConnectionSpan, DeploymentRecord, InstanceRecord } from '../world';

/** What applications hold open to an instance that nobody has set: a production that is used. */
const usual = 5;

/** Instances in these states publish no metrics. */
const silent = new Set(['creating', 'deleting', 'starting', 'stopped', 'failed']);

export function connectionsOf({ connections = usual }: InstanceRecord): number {
  return connections;
}

/** A new member is used as its cluster's writer is; the first of a cluster is. */
export function connectionsOfNew(scene: Scene, cluster: ClusterRecord): number {
  const writer = scene.region.instances[cluster.writer ?? ''] ?? membersOf(scene.region, cluster)[0];
  return writer === undefined ? usual : connectionsOf(writer);
}

/** Applications connect to names: a switchover takes all connections from blue to green. */
export function moveConnections(scene: Scene, { members }: DeploymentRecord): void {
  for (const { kind, source, target = '', status } of members) {
    const [blue, green] = [scene.region.instances[source], scene.region.instances[target]];
    // Whoever keeps the name keeps its clients: a blue instance whose counterpart is gone, or was not switched over.
    if (kind !== 'instance' || blue === undefined || green === undefined || status === 'SWITCHOVER_FAILED') continue;
    green.connections = connectionsOf(blue);
    blue.connections = 0;
  }
}

/** From `since` on, which is not in the future, the instance has had `count` connections. */
export function setConnections(scene: Scene, instance: InstanceRecord, count: number, since: number): void {
  observeConnections(scene);
  const spans = scene.region.connectionSpans[instance.resourceId] ?? [];
  const current = spans.findLast((span) => span.since <= since);
  if (current !== undefined && current.since < since) spans.push({ ...current, since });
  for (const span of spans) if (span.since >= since && span.connections !== undefined) span.connections = count;
  scene.region.connectionSpans[instance.resourceId] = spans.sort((a, b) => a.since - b.since);
  instance.connections = count;
}

/**
 * Writes down what has changed in what CloudWatch sees of each instance: its name, its cluster's name, its role, and how many
 * connections it has. Called after everything that happens, so that no cause of a change has to think of it.
 */
export function observeConnections(scene: Scene): void {
  const { connectionSpans } = scene.region;
  for (const [resourceId, span] of unobserved(scene)) {
    connectionSpans[resourceId] ??= [];
    connectionSpans[resourceId].push(span);
  }
}

/** The spans that begin now, by instance. Asked after every call, of every instance: it makes nothing for those that stay as they are. */
export function unobserved({ region, now }: Scene): [resourceId: string, span: ConnectionSpan][] {
  const { instances, clusters, connectionSpans } = plain(region);
  const begun: [string, ConnectionSpan][] = [];
  for (const key in instances) {
    const instance = instances[key]!;
    const cluster = clusters[instance.cluster];
    const last = connectionSpans[instance.resourceId]?.at(-1);
    const isWriter = cluster?.writer === instance.resourceId;
    const connections = silent.has(instance.status) ? undefined : connectionsOf(instance);
    const isSame =
      last !== undefined &&
      last.instance === instance.identifier &&
      last.cluster === (cluster?.identifier ?? '') &&
      last.isWriter === isWriter &&
      last.connections === connections;
    if (isSame) continue;
    const names = { instance: instance.identifier, cluster: cluster?.identifier ?? '' };
    begun.push([instance.resourceId, { since: now, ...names, isWriter, connections }]);
  }
  for (const resourceId in connectionSpans) {
    if (instances[resourceId] !== undefined) continue;
    const last = connectionSpans[resourceId]?.at(-1);
    if (last?.connections !== undefined) begun.push([resourceId, { ...last, since: now, connections: undefined }]);
  }
  return begun;
}
