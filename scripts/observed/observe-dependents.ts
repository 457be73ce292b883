import type { ClusterScaling } from '../aws/autoscaling/types';
import { UpgradeError } from '../runtime/errors';
import { clusterNameOf } from '../view/identity';
import { type Facts, fact, type View } from '../view/view';
import type { Sources } from './sources';

export const endpoints = (view: View, { rds }: Sources): Promise<Facts['endpoints']> =>
  rds.clusterEndpoints(fact(view, 'production').cluster.identifier);

const nothing: ClusterScaling = { targets: [], policies: [], scheduledActions: [] };

/**
 * Somebody who may upgrade a cluster need not have permissions for a service that the cluster does not use: what a denial means is
 * decided later.
 */
export async function scaling(view: View, { autoscaling }: Sources): Promise<Facts['scaling']> {
  const old = clusterNameOf(fact(view, 'deployments').finished?.source);
  try {
    return {
      kind: 'known',
      production: await autoscaling.scalingOf(fact(view, 'production').cluster.identifier),
      old: old === undefined ? nothing : await autoscaling.scalingOf(old),
    };
  } catch (error) {
    if (!(error instanceof UpgradeError && error.code === 'ACCESS_DENIED')) throw error;
    return { kind: 'denied', message: error.message, remedy: error.remedy };
  }
}
