import type { RdsPort } from '../../aws/rds/rds-port';
import type { Cluster, Instance } from '../../aws/rds/types';
import { UpgradeError } from '../../runtime/errors';
import { endpointsLeftOn } from '../../view/old-environment';
import { type Environment, fact, type View } from '../../view/view';

/** How often in a row something else may be found before the run ends. */
const patience = 5;

/**
 * Read right before every call that changes or deletes the old cluster, because the API takes names and names change hands: the name
 * must still belong to the proven cluster, and its members must be those that were seen there. One read is enough: the call names this
 * cluster alone, and whichever cluster has production's name now, it is not the one with the old cluster's resource id under the old
 * cluster's name. Production's health was checked at the beginning of this look.
 * @returns undefined if anything is different: then nothing may be sent, and everything is looked at again.
 * @throws UpgradeError IDENTITY_CHANGED if that happens again and again
 */
export async function stillOldCluster(view: View, rds: RdsPort): Promise<Cluster | undefined> {
  return counted<Cluster>(view, await readCluster(view, rds));
}

/** The same before one of its instances is deleted; each is identified by its own resource id, which the second read shows. */
export async function stillOld(view: View, rds: RdsPort): Promise<Environment | undefined> {
  const cluster = await readCluster(view, rds);
  if (typeof cluster === 'string') return counted<Environment>(view, cluster);
  const instances = await readInstances(view, rds);
  return counted<Environment>(view, typeof instances === 'string' ? instances : { cluster, instances });
}

/** @param found  what is there, or, as text, what is different */
function counted<Found extends object>(view: View, found: Found | string): Found | undefined {
  const { memory } = view;
  if (typeof found !== 'string') {
    memory.timesNotAsSeen = 0;
    return found;
  }
  memory.timesNotAsSeen += 1;
  if (memory.timesNotAsSeen >= patience) throw changed(view, found);
  return undefined;
}

async function readCluster(view: View, rds: RdsPort): Promise<Cluster | string> {
  const { old, instances } = fact(view, 'leftovers');
  if (old === undefined) return 'there is none';
  const { identifier, resourceId } = old.cluster;
  const cluster = await rds.cluster(identifier);
  if (cluster === undefined) return `${identifier} is gone now`;
  if (cluster.resourceId !== resourceId || resourceId === fact(view, 'production').cluster.resourceId) {
    return `${identifier} is ${cluster.resourceId} now`;
  }
  const known = [
    ...instances.map((instance) => instance.identifier),
    ...old.cluster.members.map((member) => member.instanceIdentifier),
  ];
  const strange = cluster.members.find(({ instanceIdentifier }) => !known.includes(instanceIdentifier));
  if (strange !== undefined) return `${strange.instanceIdentifier} is among its instances now`;
  const [endpoint] = endpointsLeftOn(cluster);
  return endpoint === undefined ? cluster : `${endpoint} is among its custom endpoints now`;
}

async function readInstances(view: View, rds: RdsPort): Promise<Instance[] | string> {
  const seen = fact(view, 'leftovers');
  const identifier = seen.old?.cluster.identifier ?? '';
  const known = new Set(seen.instances.map((instance) => instance.resourceId));
  const serving = new Set(fact(view, 'production').instances.map((instance) => instance.resourceId));
  const instances = await rds.instances(identifier);
  const strange = instances.find(
    (instance) =>
      instance.clusterIdentifier !== identifier ||
      !/-old\d+$/.test(instance.identifier) ||
      !known.has(instance.resourceId) ||
      serving.has(instance.resourceId),
  );
  return strange === undefined ? instances : `${strange.identifier} is among its instances now`;
}

function changed(view: View, what: string): UpgradeError {
  const name = view.facts.leftovers?.old?.cluster.identifier ?? 'an old environment';
  return new UpgradeError({
    code: 'IDENTITY_CHANGED',
    message: `${name}, the old environment of ${view.desired.annotation.clusterIdentifier}, has changed during this run: ${what}.`,
    remedy: 'Somebody else is working on it. Find out who, and run the command again.',
  });
}
