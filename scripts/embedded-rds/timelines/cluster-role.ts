import { defineTimeline } from '../world/timeline';
import { durations } from './durations';

/** A role is PENDING for a moment after AddRoleToDBCluster, then ACTIVE. */
export const activateRole = defineTimeline<{ cluster: string; role: string; feature?: string }>({
  name: 'activate-role',
  steps: [
    {
      at: durations.associateRole,
      apply(scene, { cluster, role, feature }) {
        const roles = scene.region.clusters[cluster]?.settings.AssociatedRoles ?? [];
        const association = roles.find(({ RoleArn, FeatureName }) => RoleArn === role && FeatureName === feature);
        if (association !== undefined) association.Status = 'ACTIVE';
      },
    },
  ],
});
