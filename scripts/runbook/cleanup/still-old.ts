import { type Environment, fact, type View } from '../../observed/view';
import type { RdsPort } from '../../rds/rds-port';
import { UpgradeError } from '../../runtime/errors';

/** How often in a row something else may be there before the run ends. */
const patience = 5;

/**
 * Read right before every call that changes or deletes the old environment, because the API takes names and names change
 * hands: the name must still be the proven cluster's, production's name still production's, and every instance one that was
 * seen there. Undefined where anything is different: then nothing may be sent, and everything is looked at again.
 * @throws UpgradeError IDENTITY_CHANGED where that is so again and again
 */
export async function stillOld(view: View, rds: RdsPort): Promise<Environment | undefined> {
  const { memory } = view;
  const found = await read(view, rds);
  if (typeof found !== 'string') {
    memory.identityChanged = 0;
    return found;
  }
  memory.identityChanged += 1;
  if (memory.identityChanged >= patience) throw changed(view, found);
  return undefined;
}

/** The environment, or what is different. */
async function read(view: View, rds: RdsPort): Promise<Environment | string> {
  const production = fact(view, 'production');
  const seen = fact(view, 'leftovers');
  if (seen.old === undefined) return 'there is none';
  const { identifier, resourceId } = seen.old.cluster;
  const now = await rds.cluster(production.cluster.identifier);
  if (now?.resourceId !== production.cluster.resourceId) {
    return `${production.cluster.identifier} is ${now?.resourceId ?? 'gone'} now`;
  }
  const cluster = await rds.cluster(identifier);
  if (cluster === undefined) return `${identifier} is gone now`;
  if (cluster.resourceId !== resourceId || resourceId === now.resourceId) {
    return `${identifier} is ${cluster.resourceId} now`;
  }
  const known = new Set(seen.instances.map((instance) => instance.resourceId));
  const serving = new Set(production.instances.map((instance) => instance.resourceId));
  const instances = await rds.instances(identifier);
  const strange = instances.find(
    (instance) =>
      instance.clusterIdentifier !== identifier ||
      !/-old\d+$/.test(instance.identifier) ||
      !known.has(instance.resourceId) ||
      serving.has(instance.resourceId),
  );
  return strange === undefined ? { cluster, instances } : `${strange.identifier} is among its instances now`;
}

function changed(view: View, what: string): UpgradeError {
  const name = view.facts.leftovers?.old?.cluster.identifier ?? 'an old environment';
  return new UpgradeError({
    code: 'IDENTITY_CHANGED',
    message: `${name}, the old environment of ${view.desired.annotation.clusterIdentifier}, is not what it was a moment ago: ${what}.`,
    remedy: 'Somebody else is at work here. Find out who, and run the command again.',
  });
}
