import { removeClusterEndpoint } from '../world/clusters/removal';
import { moveStatus } from '../world/clusters/state-rules';
import { defineTimeline } from '../world/timeline';
import { durations } from './durations';

/** The end of `creating` or `modifying` of a custom endpoint. Args hold its resource id: a switchover swaps names. */
export const settleClusterEndpoint = defineTimeline<{ endpoint: string }>({
  name: 'settle-cluster-endpoint',
  steps: [
    {
      at: durations.customEndpoint,
      apply(scene, { endpoint: id }) {
        const endpoint = Object.values(scene.region.clusterEndpoints).find(({ resourceId }) => resourceId === id);
        moveStatus(endpoint, 'creating');
        moveStatus(endpoint, 'modifying');
      },
    },
  ],
});

export const deleteClusterEndpoint = defineTimeline<{ endpoint: string }>({
  name: 'delete-cluster-endpoint',
  steps: [
    {
      at: durations.customEndpoint,
      apply(scene, { endpoint: id }) {
        const endpoint = Object.values(scene.region.clusterEndpoints).find(({ resourceId }) => resourceId === id);
        if (endpoint !== undefined) removeClusterEndpoint(scene, endpoint.identifier);
      },
    },
  ],
});
