import { CopyDBClusterSnapshotCommand } from '@aws-sdk/client-rds';
import { upTo } from '../../scripts/runbook/upgrade';
import { gateSwitchover } from '../../scripts/runbook/upgrade/gate-switchover';
import { region } from '../support/created-cluster';
import { type Scenario, scenario } from '../support/scenario';

/** Manual ones: green's own pre-upgrade snapshot does not count. */
const snapshotsOf = (it: Scenario) =>
  Object.keys(it.rds.world.regions[region]!.clusterSnapshots).filter((name) => !name.startsWith('preupgrade-'));

test('a copy of an old snapshot has its tags and is new, and is no snapshot of now', async () => {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: upTo(gateSwitchover) });
  const [first] = snapshotsOf(it);
  it.pass(5 * 24 * 60);
  await it.client.send(
    new CopyDBClusterSnapshotCommand({
      SourceDBClusterSnapshotIdentifier: first,
      TargetDBClusterSnapshotIdentifier: 'a-copy',
      CopyTags: true,
    }),
  );
  it.pass(30);
  await it.upgrade();
  expect(snapshotsOf(it)).toEqual([first, 'a-copy', `${first}-2`]);
});
