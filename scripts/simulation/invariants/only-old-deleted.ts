import { findCluster, findInstance } from '../../embedded-rds/world/lookup';
import { isOurs, productionOf } from '../history';
import { clusterName } from '../names';
import { here } from '../site';
import type { Deed, Invariant, Surroundings } from './invariant';

/** By resource id, in the world, at the moment of the call. */
export const onlyOldDeleted: Invariant = {
  name: 'only-old-deleted',
  says: 'our runs delete only the old blue of a switched-over deployment of ours, or green of one that was not switched over',
  watch(surroundings) {
    let wrong: string | undefined;
    return {
      before(deed) {
        wrong = wrongAbout(deed, surroundings);
      },
      after: ({ tookEffect }) => (tookEffect ? wrong : undefined),
    };
  },
};

function wrongAbout({ call: { operation, input } }: Deed, { site, history }: Surroundings): string | undefined {
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
      if (!isOurs(deployment)) return `${deployment.identifier} was deleted, which is not ours`;
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
