import type { RdsReads } from '../aws/rds/rds-port';
import { refusal } from '../runtime/errors';
import { clusterNameOf } from '../view/identity';
import { type Environment, fact, type View } from '../view/view';
import type { Sources } from './sources';

export async function production(view: View, { rds }: Sources): Promise<Environment> {
  const name = view.desired.annotation.clusterIdentifier;
  const found = await environment(name, rds);
  if (found !== null) return found;
  throw refusal(
    'CLUSTER_NOT_FOUND',
    `The cluster ${name} does not exist in account ${view.identity.account}, region ${view.region}.`,
    `Create it first (npx ${view.desired.cli} deploy ${view.desired.stack}), or check the provider block, the profile and the region.`,
  );
}

export async function environment(name: string | undefined, rds: RdsReads): Promise<Environment | null> {
  if (name === undefined) return null;
  const cluster = await rds.cluster(name);
  if (cluster === undefined) return null;
  return { cluster, instances: await rds.instances(name) };
}

/** By name first, then proved by resource id: names change hands. */
export async function oldEnvironment(view: View, { rds }: Sources): Promise<Environment | null> {
  const finished = fact(view, 'deployments').finished;
  const found = await environment(clusterNameOf(finished?.source), rds);
  return found?.cluster.resourceId === finished?.origin.sourceResourceId ? found : null;
}
