import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { seedClusters } from '../../scripts/embedded-rds/seed/seed';
import { continuedWorld } from '../../scripts/local/continued-world';
import { localDefaults } from '../../scripts/local/local-options';
import { regionName, runbookSpec } from '../embedded-rds/clusters/cluster-world';

test('a start on an old world says which, of when, and how to begin anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-continued-'));
  try {
    const stateFile = join(folder, 'rds.json');
    const first = openEmbeddedRds({ stateFile, speed: 0 });
    expect(first.continuedFrom).toBeUndefined();
    seedClusters(first.world, regionName, runbookSpec(), first.clock.now());
    first.control('POST clock', { advanceTo: '2031-02-03T04:05:06Z' });
    await first.close();
    const second = openEmbeddedRds({ stateFile, speed: 600 });
    expect(
      continuedWorld(second, { ...localDefaults, empty: true, port: 5441, fault: [], policy: [], scp: ['a b.json'] }),
    ).toBe(
      'Continues from .aurora-local/rds.json, as it was at 2031-02-03T04:05:06.000Z by its clock: ' +
        'aurora-bg-aurora-cluster 15.6. These clusters do not follow the code; ' +
        "`npm run local -- --port 5441 --empty --scp 'a b.json' --reset` starts over.\n",
    );
    await second.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
