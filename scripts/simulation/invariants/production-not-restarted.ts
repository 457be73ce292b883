import { findInstance } from '../../embedded-rds/world/lookup';
import { productionOf } from '../history';
import { here } from '../site';
import type { Invariant } from './invariant';

export const productionNotRestarted: Invariant = {
  name: 'production-not-restarted',
  says: 'no instance of production is restarted by us without --reboot-source',
  watch({ site }) {
    let rebooted: string | undefined;
    return {
      before({ process, call: { operation, input } }) {
        rebooted = undefined;
        if (operation !== 'RebootDBInstance' || process.command.rebootSource === true) return;
        const region = here(site);
        const scene = { world: site.world, region, now: site.clock.now() };
        const instance = findInstance(scene, String(input.DBInstanceIdentifier));
        if (instance?.cluster === productionOf(region)?.resourceId) rebooted = instance?.identifier;
      },
      after: ({ tookEffect }) => (tookEffect && rebooted !== undefined ? `${rebooted} was rebooted` : undefined),
    };
  },
};
