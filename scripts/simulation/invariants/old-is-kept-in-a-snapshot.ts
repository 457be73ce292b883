import { findCluster } from '../../embedded-rds/world/lookup';
import { here } from '../site';
import type { Invariant } from './invariant';

/** Instances hold no data: a cluster's go before it, and RDS makes the snapshot when none is left that could write. */
export const oldIsKeptInASnapshot: Invariant = {
  name: 'old-is-kept-in-a-snapshot',
  says: 'an old cluster is deleted with a last snapshot, which is there when cleanup is done, unless --skip-final-snapshot is typed',
  watch({ site }) {
    let deleting: string | undefined;
    /** What is to be made of which cluster. */
    const asked = new Map<string, string>();
    /** Somebody may delete them later. */
    const available = new Set<string>();
    return {
      before({ call: { operation, input } }) {
        const scene = { world: site.world, region: here(site), now: site.clock.now() };
        const isDeletion = operation === 'DeleteDBCluster';
        deleting = isDeletion ? findCluster(scene, String(input.DBClusterIdentifier))?.resourceId : undefined;
      },
      after({ process, call: { input }, tookEffect }) {
        if (deleting === undefined || !tookEffect || process.command.skipFinalSnapshot === true) return undefined;
        if (input.FinalDBSnapshotIdentifier === undefined)
          return `${input.DBClusterIdentifier} was deleted without one`;
        asked.set(deleting, String(input.FinalDBSnapshotIdentifier));
        return undefined;
      },
      look() {
        for (const { identifier, status } of Object.values(here(site).clusterSnapshots)) {
          if (status === 'available') available.add(identifier);
        }
        return undefined;
      },
      ended({ command }, ending) {
        if (command.name !== 'cleanup' || ending.kind !== 'done') return undefined;
        const { clusters } = here(site);
        const missing = [...asked].filter(([id, name]) => clusters[id] === undefined && !available.has(name));
        return missing.length === 0 ? undefined : `cleanup is done, and ${missing[0]?.[1]} was never available`;
      },
    };
  },
};
