import { instanceEvent } from '../world/announce';
import { removeInstance } from '../world/clusters/removal';
import { defineTimeline } from '../world/timeline';
import { durations } from './durations';

/** `deleting` for ten minutes, then gone. */
export const deleteInstance = defineTimeline<{ instance: string }>({
  name: 'delete-instance',
  steps: [
    {
      at: durations.instanceDelete,
      apply(scene, { instance: id }) {
        const instance = scene.region.instances[id];
        if (instance === undefined) return;
        removeInstance(scene, instance);
        instanceEvent(scene, instance, 'deletion', 'DB instance deleted');
      },
    },
  ],
});
