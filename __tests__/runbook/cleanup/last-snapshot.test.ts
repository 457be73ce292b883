import { DeleteDBClusterSnapshotCommand } from '@aws-sdk/client-rds';
import { tagKey } from '../../../scripts/view/tag-key';
import {
  again,
  type CleaningOptions,
  clean,
  cleaned,
  oldInstances,
  oldName,
  refusedBy,
  remnants,
  upgraded,
} from '../../support/cleaning';
import { clusterName, region } from '../../support/created-cluster';
import { around } from '../../support/ports';
import type { Scenario } from '../../support/scenario';

const snapshotsOf = (it: Scenario) =>
  Object.values(it.rds.world.regions[region]!.clusterSnapshots).filter(({ identifier }) => /-final-/.test(identifier));

/** Ends the run right before its first call of that method. */
const stopBefore = (stopped: string): CleaningOptions['wrap'] => {
  const before = (method: string) => {
    if (method === stopped) throw new Error('stopped here');
  };
  return (port) => around(port, { before });
};

/** A cleanup that was left before that call, and so much later. */
async function leftBefore(method: string, hours: number): Promise<Scenario> {
  const it = await upgraded();
  await expect(clean(it, { wrap: stopBefore(method) })).rejects.toThrow('stopped here');
  const later = await again(it.remains(), 3);
  later.pass(hours * 60);
  later.rds.world.calls = {};
  return later;
}

test('a snapshot counts as long as the record stands, however old it is', async () => {
  const it = await leftBefore('deleteDeployment', 30 * 24);
  await clean(it);
  expect(it.rds.world.calls.CreateDBClusterSnapshot).toBeUndefined();
  expect(remnants(it.rds)).toEqual(cleaned);
});

test('the last one is made when no instance is left that could write to the old cluster', async () => {
  const it = await leftBefore('deleteInstance', 30 * 24);
  const begun = it.clock.now();
  const names: string[] = [];
  await clean(it, {
    wrap: (port) =>
      around(port, {
        before(method, args) {
          if (method !== 'deleteCluster') return;
          const { instances } = it.rds.world.regions[region]!;
          names.push(...Object.values(instances).map(({ identifier }) => identifier), JSON.stringify(args));
        },
      }),
  });
  expect(names).toEqual([
    'aurora-bg-aurora-instance-1',
    'aurora-bg-aurora-instance-2',
    expect.stringMatching(
      /"aurora-bg-aurora-cluster-old1",{"finalSnapshot":"aurora-bg-aurora-cluster-15-6-final-\w{10}-2"/,
    ),
  ]);
  const [first, last, ...more] = snapshotsOf(it);
  expect(more).toEqual([]);
  expect(first!.createdAt).toBeLessThan(begun);
  expect(last).toMatchObject({ identifier: `${first!.identifier}-2`, status: 'available' });
  expect(last!.createdAt).toBeGreaterThan(begun);
  expect(it.rds.world.calls.CreateDBClusterSnapshot).toBeUndefined();
  expect(it.events).toContainEqual(
    expect.objectContaining({
      step: 'final-snapshot',
      because: expect.stringMatching(/^RDS makes it when it deletes the cluster/),
    }),
  );
  expect(it.events).toContainEqual(
    expect.objectContaining({
      step: 'verify-removal',
      because: expect.stringMatching(
        /^.*-old1 \(cluster-\w+\) and its instances are gone, and the snapshot .*-2 is avail/,
      ),
    }),
  );
});

test('where the record is gone and there is none, RDS makes the only one', async () => {
  const it = await leftBefore('deleteInstance', 1);
  for (const { identifier: DBClusterSnapshotIdentifier } of snapshotsOf(it)) {
    await it.client.send(new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier }));
  }
  await clean(it);
  expect(remnants(it.rds)).toEqual({ ...cleaned, finalSnapshots: ['available'] });
});

test('without RDS telling of which cluster a snapshot is', async () => {
  const it = await upgraded();
  await clean(it, {
    wrap: (port) => ({
      ...around(port, {}),
      __proto__: port,
      clusterSnapshots: async (of?: string) =>
        (await port.clusterSnapshots(of)).map(({ clusterResourceId: _, ...snapshot }) => snapshot),
    }),
  });
  expect(remnants(it.rds)).toEqual(cleaned);
});

test.each(['before', 'after'] as const)('its answer is lost, %s RDS has taken it', async (when) => {
  const it = await upgraded();
  for (const operation of ['CreateDBClusterSnapshot', 'DeleteDBCluster']) {
    it.rds.addFault({ kind: 'call', operation, effect: 'connection-reset', when });
  }
  await clean(it);
  expect(remnants(it.rds)).toEqual(cleaned);
});

test('the name of the first one is taken by the snapshot of another cluster: the next one is', async () => {
  const it = await leftBefore('deleteDeployment', 1);
  for (const snapshot of snapshotsOf(it)) {
    Object.assign(snapshot, { clusterResourceId: 'cluster-ELSE' });
    snapshot.settings = { ...snapshot.settings, DBClusterIdentifier: 'else' };
  }
  await clean(it);
  // The same once more, as RDS may be late with what it shows; then the next name.
  expect(it.rds.world.calls.CreateDBClusterSnapshot).toBe(3);
  expect(snapshotsOf(it).map(({ identifier }) => identifier.replace(/.*-final-\w{10}/, ''))).toEqual(['', '-2', '-3']);
  expect(remnants(it.rds).clusters).toEqual([clusterName]);
});

test('its name is taken by what RDS does not list: the next one is', async () => {
  const it = await leftBefore('deleteInstance', 1);
  const [first] = snapshotsOf(it);
  const foreign = structuredClone(first!);
  Object.assign(foreign, { identifier: `${first!.identifier}-2`, clusterResourceId: 'cluster-ELSE' });
  it.rds.world.regions[region]!.clusterSnapshots[foreign.identifier] = foreign;
  await clean(it);
  expect(snapshotsOf(it).map(({ identifier }) => identifier)).toEqual([
    first!.identifier,
    foreign.identifier,
    `${first!.identifier}-3`,
  ]);
  expect(remnants(it.rds).clusters).toEqual([clusterName]);
});

test('a snapshot that lost its tags ends the run, and no other one is made', async () => {
  const it = await upgraded();
  const error = await refusedBy(it, {
    wrap: (port) =>
      around(port, {
        after(method) {
          if (method !== 'createClusterSnapshot') return;
          for (const snapshot of snapshotsOf(it)) {
            snapshot.tags = snapshot.tags.filter(({ Key }) => Key !== tagKey.oldResourceId);
          }
        },
      }),
  });
  expect(error).toMatchObject({ code: 'SNAPSHOT_FOREIGN', exitCode: 3 });
  expect(it.rds.world.calls.CreateDBClusterSnapshot).toBe(2);
  expect(snapshotsOf(it)).toHaveLength(1);
  expect(remnants(it.rds)).toMatchObject({ deployments: 1, clusters: [clusterName, oldName] });
});

test('it fails, and RDS keeps the cluster: the run says so, and goes on when the snapshot is deleted', async () => {
  const it = await leftBefore('deleteInstance', 1);
  it.rds.addFault({ kind: 'course', effect: 'snapshot-fails' });
  const error = await refusedBy(it);
  expect(error).toMatchObject({
    code: 'SNAPSHOT_FAILED',
    exitCode: 1,
    message: expect.stringMatching(/-2 of aurora-bg-aurora-cluster-old1 is failed, not available/),
    remedy: expect.stringMatching(
      /^The cluster still exists, without instances\. Delete it \(aws rds .*-2 .*run the command aga/,
    ),
  });
  expect(remnants(it.rds)).toMatchObject({ clusters: [clusterName, oldName], finalSnapshots: ['available', 'failed'] });
  expect(await refusedBy(await again(it.remains()))).toMatchObject({ code: 'SNAPSHOT_FAILED' });
  const DBClusterSnapshotIdentifier = snapshotsOf(it)[1]!.identifier;
  await it.client.send(new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier }));
  await clean(it);
  expect(remnants(it.rds)).toEqual(cleaned);
});

describe('the cluster is gone', () => {
  /** As soon as it is, something becomes of its last snapshot. */
  const spoilt = (it: Scenario, spoil: (identifier: string) => void): CleaningOptions['wrap'] => {
    const before = () => {
      const last = snapshotsOf(it)[1];
      if (!remnants(it.rds).clusters.includes(oldName) && last !== undefined) spoil(last.identifier);
    };
    return (port) => around(port, { before });
  };

  test('and its last snapshot has failed: what can still be restored is said, by every run', async () => {
    const it = await upgraded();
    const { clusterSnapshots } = it.rds.world.regions[region]!;
    const fail = (identifier: string) => Object.assign(clusterSnapshots[identifier]!, { status: 'failed' });
    const first = await refusedBy(it, { wrap: spoilt(it, fail) });
    for (const error of [first, await refusedBy(await again(it.remains()))]) {
      expect(error).toMatchObject({
        code: 'SNAPSHOT_FAILED',
        exitCode: 1,
        message: expect.stringMatching(
          /^The last snapshot .*-2 of .*-old1 is failed, not available, and the cluster is gone/,
        ),
        remedy: expect.stringMatching(
          /^The data up to the deletion of the deployment's record is in .*-final-\w{10}\. .*describe-db-cluster-automated-backups --db-cluster-resource-id cluster-\w{26} /,
        ),
      });
    }
  });

  test('and its last snapshot is not there', async () => {
    const it = await upgraded();
    const { clusterSnapshots } = it.rds.world.regions[region]!;
    const error = await refusedBy(it, { wrap: spoilt(it, (identifier) => delete clusterSnapshots[identifier]) });
    expect(error).toMatchObject({
      code: 'WAIT_LIMIT',
      exitCode: 1,
      message: expect.stringMatching(/has waited 10 minutes for RDS to show it: the snapshot .*-2/),
      remedy: expect.stringMatching(
        /^RDS has deleted .*-old1 and does not list that snapshot\. The data up to the deletion/,
      ),
    });
  });
});

test('of two upgrades that had the same -old1, each has its own', async () => {
  const it = await upgraded();
  await clean(it);
  it.code.versions = { engineVersion: '15.12' };
  await it.upgrade();
  it.pass(25 * 60);
  await clean(it);
  expect(remnants(it.rds)).toEqual({ ...cleaned, finalSnapshots: Array(4).fill('available') });
  expect(oldInstances.some((name) => remnants(it.rds).instances.includes(name))).toBe(false);
});
