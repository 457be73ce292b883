import { productionOf } from '../history';
import { clusterName } from '../names';
import { here } from '../site';
import type { Invariant } from './invariant';

/** What an actor moves by itself is the actor's; from then on only the other invariants say what of it is ours. */
export const productionResolves: Invariant = {
  name: 'production-resolves',
  says: "production's name leads to a writable cluster, or a switchover is in progress",
  watch({ site, history }) {
    return {
      look() {
        if (history.moved) return undefined;
        const region = here(site);
        const switching = Object.values(region.deployments).some(({ status }) => status === 'SWITCHOVER_IN_PROGRESS');
        if (switching) return undefined;
        const production = productionOf(region);
        if (production === undefined) return `${clusterName} does not exist`;
        if (production.readOnly) return `${clusterName} (${production.resourceId}) takes no writes`;
        if (production.status === 'deleting') return `${clusterName} (${production.resourceId}) is being deleted`;
        const writer = region.instances[production.writer ?? ''];
        if (writer === undefined || writer.status === 'deleting') return `${clusterName} has no writer`;
        return undefined;
      },
    };
  },
};
