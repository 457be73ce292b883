import type { RdsReads } from '../aws/rds/rds-port';
import { refusal } from '../runtime/errors';
import { clusterNameOf } from '../view/identity';
import { type Environment, fact, type View } from '../view/view';
import { absentLocally } from './absent-locally';
import type { Sources } from './sources';

export async function production(view: View, { rds }: Sources): Promise<Environment> {
  const name = view.desired.annotation.clusterIdentifier;
  const found = await environment(name, rds);
  if (found !== null) return found;
  throw refusal(
    'CLUSTER_NOT_FOUND',
    `The cluster ${name} does not exist in account ${view.identity.account}, region ${view.region}.`,
    view.request.local === true
      ? absentLocally
      : `Create it first (${view.desired.delivery.deploy}), or check the provider block, the profile and the region.`,
  );
}

async function environment(name: string | undefined, rds: RdsReads): Promise<Environment | null> {
  if (name === undefined) return null;
  const cluster = await rds.cluster(name);
  if (cluster === undefined) return null;
  return { cluster, instances: await rds.instances(name) };
}

/**
 * A cluster with blue's name is not green: the lists are from different moments, before the switchover and after it, when green takes
 * blue's names (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html).
 */
export async function greenEnvironment(view: View, { rds }: Sources): Promise<Environment | null> {
  const { underway } = fact(view, 'deployments');
  const { cluster, instances } = fact(view, 'production');
  const blue = [cluster, ...instances].map(({ identifier }) => identifier);
  const rows = (underway?.members ?? []).flatMap(({ source }) => clusterNameOf(source) ?? []);
  const ofBlue = new Set([...blue, ...rows].flatMap((name) => [name, name.replace(/-old\d+$/, '')]));
  const found = await environment(clusterNameOf(underway?.target), rds);
  const members = found === null ? [] : [found.cluster, ...found.instances];
  return members.some(({ identifier }) => ofBlue.has(identifier)) ? null : found;
}

/** Found by name first, then proven by resource id: names change hands. */
export async function oldEnvironment(view: View, { rds }: Sources): Promise<Environment | null> {
  const finished = fact(view, 'deployments').finished;
  const found = await environment(clusterNameOf(finished?.source), rds);
  return found?.cluster.resourceId === finished?.origin.sourceResourceId ? found : null;
}
