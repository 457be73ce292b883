import { DeleteDBClusterSnapshotCommand } from '@aws-sdk/client-rds';
import {
  clean,
  cleaned,
  oldInstances,
  oldName,
  productionOf,
  refusedBy,
  remnants,
  upgraded,
  upgradedToNextMajor,
} from '../../support/cleaning';
import { clusterName, region } from '../../support/created-cluster';
import { around } from '../../support/ports';
import type { Scenario } from '../../support/scenario';

const recordOf = (it: Scenario, name: string) =>
  Object.values(it.rds.world.regions[region]!.clusters).find(({ identifier }) => identifier === name)!;
const connect = (it: Scenario, body: Record<string, unknown>) => it.rds.control('POST connections', body);

describe('a final snapshot that fails ends it with nothing lost', () => {
  async function failed() {
    const it = await upgraded();
    const before = productionOf(it.rds);
    it.rds.addFault({ kind: 'course', effect: 'snapshot-fails' });
    const error = await refusedBy(it);
    expect(error).toMatchObject({ code: 'SNAPSHOT_FAILED', exitCode: 1 });
    expect(error.remedy).toMatch(/^Nothing was deleted\. Delete it \(aws rds delete-db-cluster-snapshot .*-final-/);
    expect(remnants(it.rds)).toMatchObject({
      clusters: [clusterName, oldName],
      deployments: 1,
      finalSnapshots: ['failed'],
    });
    expect(recordOf(it, oldName)).toMatchObject({ deletionProtection: true, readOnly: true });
    expect(productionOf(it.rds)).toEqual(before);
    return it;
  }

  test('as often as it is run', async () => {
    const it = await failed();
    expect(await refusedBy(it)).toMatchObject({ code: 'SNAPSHOT_FAILED' });
  });

  test('until it is deleted', async () => {
    const it = await failed();
    const { clusterSnapshots } = it.rds.world.regions[region]!;
    const DBClusterSnapshotIdentifier = Object.keys(clusterSnapshots).find((name) => /-final-/.test(name));
    await it.client.send(new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier }));
    await clean(it);
    expect(remnants(it.rds)).toEqual(cleaned);
  });
});

test('somebody connects while the final snapshot is made: the record stands, so the old cluster takes no writes', async () => {
  const it = await upgraded();
  const before = productionOf(it.rds);
  const error = await refusedBy(it, {
    wrap: (port) =>
      around(port, {
        after(method) {
          if (method === 'createClusterSnapshot') connect(it, { cluster: oldName, count: 4 });
        },
      }),
  });
  expect(error).toMatchObject({ code: 'OLD_IN_USE' });
  expect(remnants(it.rds)).toMatchObject({
    clusters: [clusterName, oldName],
    deployments: 1,
    finalSnapshots: ['available'],
  });
  expect(recordOf(it, oldName)).toMatchObject({ readOnly: true });
  expect(productionOf(it.rds)).toEqual(before);
});

test('somebody connects after the record is gone: what is left stands, and the run says who it is', async () => {
  const it = await upgraded();
  const error = await refusedBy(it, {
    wrap: (port) =>
      around(port, {
        after(method) {
          if (method === 'deleteDeployment') connect(it, { instance: oldInstances[0], count: 1 });
        },
      }),
  });
  expect(error).toMatchObject({
    code: 'OLD_IN_USE',
    message: expect.stringMatching(/instance-1-old1 had up to 1, in the last minutes/),
  });
  expect(remnants(it.rds)).toMatchObject({
    clusters: [clusterName, oldName],
    instances: expect.arrayContaining(oldInstances),
  });
});

test('groups of the former version that something else uses stay in the code', async () => {
  const it = await upgradedToNextMajor();
  const { rds } = await it.sources();
  const old = (await rds.cluster(oldName))!;
  const other = { ...structuredClone(recordOf(it, oldName)), resourceId: 'cluster-OTHER', identifier: 'reports' };
  it.rds.world.regions[region]!.clusters['cluster-OTHER'] = other;
  const said = it.code.versions;
  const error = await refusedBy(it);
  expect(error).toMatchObject({
    code: 'GROUPS_IN_USE',
    message: expect.stringMatching(/^reports still uses parameter groups of 15\.10/),
  });
  expect(old.parameterGroup).toBe(other.parameterGroup);
  expect(it.code.versions).toEqual(said);
  expect(remnants(it.rds).clusters).toEqual([clusterName, 'reports']);
});
