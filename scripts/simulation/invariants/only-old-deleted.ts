import { findCluster, findInstance } from '../../embedded-rds/world/lookup';
import { isOurs, productionOf } from '../history';
import { clusterName } from '../names';
import { here } from '../site';
import type { Deed, Invariant, ProcessRecord, Surroundings } from './invariant';

/**
 * By resource id, in the world, at the moment of the call. Whether a deployment is ours its tags tell, which somebody may take away
 * between the last read and the call: then that read counts.
 */
export const onlyOldDeleted: Invariant = {
  name: 'only-old-deleted',
  says: 'our runs delete only the old blue of a switched-over deployment of ours, or green of one that was not switched over',
  watch(surroundings) {
    let wrong: string | undefined;
    const lastRead = new Map<ProcessRecord, ReadonlySet<string>>();
    return {
      before(deed) {
        wrong = wrongAbout(deed, surroundings, lastRead.get(deed.process));
      },
      after({ process, call, tookEffect }) {
        if (call.operation === 'DescribeBlueGreenDeployments') lastRead.set(process, oursIn(surroundings));
        return tookEffect ? wrong : undefined;
      },
    };
  },
};

function oursIn({ site }: Surroundings): ReadonlySet<string> {
  const ours = Object.values(here(site).deployments).filter(isOurs);
  return new Set(ours.map(({ identifier }) => identifier));
}

function wrongAbout(
  { call: { operation, input } }: Deed,
  { site, history }: Surroundings,
  read: ReadonlySet<string> = new Set(),
): string | undefined {
  const region = here(site);
  const scene = { world: site.world, region, now: site.clock.now() };
  const production = productionOf(region);
  switch (operation) {
    case 'DeleteDBCluster': {
      const cluster = findCluster(scene, String(input.DBClusterIdentifier));
      if (cluster === undefined) return undefined;
      if (cluster.identifier === clusterName) return `${clusterName} (${cluster.resourceId}) was deleted`;
      if (history.formerBlue.has(cluster.resourceId)) return undefined;
      return `${cluster.identifier} (${cluster.resourceId}) was deleted, which was never blue of a finished upgrade`;
    }
    case 'DeleteDBInstance': {
      const instance = findInstance(scene, String(input.DBInstanceIdentifier));
      if (instance === undefined) return undefined;
      const name = `${instance.identifier} (${instance.resourceId})`;
      if (instance.cluster === production?.resourceId) return `${name}, an instance of production, was deleted`;
      return history.formerBlue.has(instance.resourceId) ? undefined : `${name} was deleted, which was never blue`;
    }
    case 'DeleteBlueGreenDeployment': {
      const deployment = region.deployments[String(input.BlueGreenDeploymentIdentifier).toLowerCase()];
      if (deployment === undefined) return undefined;
      if (!isOurs(deployment) && !read.has(deployment.identifier))
        return `${deployment.identifier} was deleted, which is not ours`;
      if (input.DeleteTarget !== true) return undefined;
      if (deployment.target === production?.resourceId)
        return `production was deleted as the target of ${deployment.identifier}`;
      return undefined;
    }
    case 'DeleteDBClusterSnapshot':
    case 'DeleteDBClusterEndpoint':
    case 'DeregisterScalableTarget':
      return `${operation} was called: ${JSON.stringify(input)}`;
    default:
      return undefined;
  }
}
