import * as sdk from '@aws-sdk/client-rds';
import { beginAutoMinorUpgrade } from '../../embedded-rds/timelines/auto-minor-upgrade';
import { ServiceFault } from '../../embedded-rds/wire/service-fault';
import { holdStatus } from '../../embedded-rds/world/clusters/held-status';
import { clusterName, mysql, pg } from '../names';
import { here } from '../site';
import type { Act } from './act';

/** RDS itself, and what works by the clock. */
export const maintenanceActs = {
  'a backup is made': {
    do: (it) =>
      it.production &&
      it.clients.rds.send(
        new sdk.CreateDBClusterSnapshotCommand({
          DBClusterIdentifier: it.production.identifier,
          DBClusterSnapshotIdentifier: `nightly-${it.number}`,
        }),
      ),
  },
  'RDS upgrades production to the next minor version': {
    async do({ site, production }) {
      const next = autoMinorVersions[production?.engineVersion ?? ''];
      if (next === undefined) return;
      try {
        beginAutoMinorUpgrade({ world: site.world, region: here(site), now: site.clock.now() }, clusterName, next);
      } catch (error) {
        if (!(error instanceof ServiceFault)) throw error;
      }
    },
  },
  'storage of production fills up': {
    moves: true,
    do: async (it) => it.production && holdStatus(it.production, stuck(it.number)),
  },
  'green gets stuck': { do: async (it) => it.green && holdStatus(it.green, stuck(it.number)) },
  'old gets stuck': { do: async (it) => it.old && holdStatus(it.old, stuck(it.number)) },
} satisfies Record<string, Act>;

/** What does not come round by itself. */
const stuck = (number: number): string =>
  ['storage-full', 'incompatible-parameters', 'inaccessible-encryption-credentials'][number % 3] ?? 'failed';

/** To where RDS moves a cluster by itself: what code may say afterwards. */
export const autoMinorVersions: Readonly<Record<string, string>> = {
  [pg(15, 6)]: pg(15, 7),
  [pg(14, 10)]: pg(14, 11),
  [pg(15, 5)]: pg(15, 6),
  [mysql('2.11.2')]: mysql('2.11.3'),
  [mysql('3.10.2')]: mysql('3.11.0'),
};
