import { begin, defineTimeline } from '../../embedded-rds/world/timeline';
import { here } from '../site';
import type { Stage } from './act';

/**
 * The way back that AWS's users take: production is renamed away, and old gets its names. What takes one after the other is one
 * minute here, in which all of it reads `renaming`.
 */
const swap = defineTimeline<{ production: string; old: string }>({
  name: 'simulation: names change hands',
  steps: [
    {
      at: 1,
      apply({ region }, { production, old }) {
        const { clusters, instances } = region;
        const all = [...Object.values(clusters), ...Object.values(instances)].filter(
          (record) => record.status === 'renaming',
        );
        for (const record of all) {
          const cluster = 'cluster' in record ? record.cluster : record.resourceId;
          if (cluster === production) record.identifier += '-away';
          else if (cluster === old) record.identifier = record.identifier.replace(/-old\d+$/, '');
          record.status = 'available';
        }
        const back = clusters[old];
        if (back !== undefined) back.readOnly = false;
      },
    },
  ],
});

export async function rollBackByRenaming({ site, production, old }: Stage): Promise<void> {
  if (production?.status !== 'available' || old?.status !== 'available') return;
  const region = here(site);
  for (const instance of Object.values(region.instances)) {
    const isTheirs = instance.cluster === production.resourceId || instance.cluster === old.resourceId;
    if (isTheirs && instance.status === 'available') instance.status = 'renaming';
  }
  production.status = 'renaming';
  old.status = 'renaming';
  const scene = { world: site.world, region, now: site.clock.now() };
  begin(scene, swap, { production: production.resourceId, old: old.resourceId });
}
