import type { EmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { region } from './created-cluster';

/** What is left when everything is over, counted in the world itself. */
export function aftermath(rds: Pick<EmbeddedRds, 'world'>) {
  const here = rds.world.regions[region]!;
  const clusters = Object.values(here.clusters);
  const begun = here.events.filter((event) => /^Switchover started/.test(event.message));
  return {
    clusters: clusters.map((cluster) => `${cluster.identifier} ${cluster.engineVersion} ${cluster.status}`).sort(),
    instances: Object.values(here.instances)
      .map((instance) => `${instance.identifier} ${instance.engineVersion} ${instance.status}`)
      .sort(),
    deployments: Object.values(here.deployments).map((deployment) => deployment.status),
    /** Manual ones: green's own pre-upgrade snapshot does not count. */
    snapshots: Object.values(here.clusterSnapshots)
      .filter((snapshot) => !snapshot.identifier.startsWith('preupgrade-'))
      .map((snapshot) => snapshot.status),
    switchovers: begun.length,
  };
}

/** One finished deployment record, one old environment, one snapshot, one switchover. */
export const upgradedOnce = {
  clusters: ['aurora-bg-aurora-cluster 15.10 available', 'aurora-bg-aurora-cluster-old1 15.6 available'],
  instances: [
    'aurora-bg-aurora-instance-1 15.10 available',
    'aurora-bg-aurora-instance-1-old1 15.6 available',
    'aurora-bg-aurora-instance-2 15.10 available',
    'aurora-bg-aurora-instance-2-old1 15.6 available',
  ],
  deployments: ['SWITCHOVER_COMPLETED'],
  snapshots: ['available'],
  switchovers: 1,
};

/** As before the upgrade. */
export const untouched = {
  clusters: ['aurora-bg-aurora-cluster 15.6 available'],
  instances: ['aurora-bg-aurora-instance-1 15.6 available', 'aurora-bg-aurora-instance-2 15.6 available'],
  deployments: [],
  switchovers: 0,
};
