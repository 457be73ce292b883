import { provenNow } from '../../../scripts/runbook/upgrade/prove-plan';
import {
  again,
  clean,
  cleaned,
  oldInstances,
  oldName,
  productionOf,
  refusedBy,
  remnants,
  upgradedToNextMajor,
} from '../../support/cleaning';
import { clusterName, region } from '../../support/created-cluster';
import { around, Killed } from '../../support/ports';
import type { Scenario } from '../../support/scenario';

const unproven = `${clusterName}-old7`;
const groups = ['aws_rds_cluster_parameter_group.cluster-params-pg15', 'aws_db_parameter_group.params-pg15'];

/** A cluster whose name is all that it has of an old one, and which uses no group of the code. */
function leave(it: Scenario): void {
  const { clusters } = it.rds.world.regions[region]!;
  const old = Object.values(clusters).find(({ identifier }) => identifier === oldName)!;
  const settings = { ...structuredClone(old.settings), DBClusterParameterGroup: 'default.aurora-postgresql15' };
  clusters['cluster-UNPROVEN'] = {
    ...structuredClone(old),
    settings,
    resourceId: 'cluster-UNPROVEN',
    identifier: unproven,
  };
  Object.assign(clusters['cluster-UNPROVEN'], { parameterGroup: 'default.aurora-postgresql15' });
}

test('what nothing proves is named, all else is done, and then it is said what stays: by every run', async () => {
  const it = await upgradedToNextMajor();
  leave(it);
  const before = productionOf(it.rds);
  const said = async (each: Scenario) => {
    const error = await refusedBy(each);
    expect(error).toMatchObject({
      code: 'OLD_NOT_REMOVABLE',
      exitCode: 3,
      message: expect.stringMatching(/^aurora-bg-aurora-cluster-old7 is not removed: nothing proves/),
      remedy: expect.stringMatching(/by hand: .*aws rds delete-db-cluster --db-cluster-identifier \S+-old7 /),
    });
    expect(each.events).toContainEqual(expect.objectContaining({ id: 'OLD_LEFT' }));
    expect(each.events).toContainEqual(expect.objectContaining({ code: 'STEP_DONE', step: 'prove-plan' }));
    expect(remnants(each.rds)).toEqual({ ...cleaned, clusters: [clusterName, unproven] });
    expect(productionOf(each.rds)).toEqual(before);
    expect(each.code.versions.previousEngineVersion).toBeUndefined();
  };
  await said(it);
  await said(await again(it.remains()));
});

test('what the code declares is named, and is not left over', async () => {
  const it = await upgradedToNextMajor();
  leave(it);
  const resource = { aws_rds_cluster: { reports: { cluster_identifier: unproven } } };
  it.code.otherStacks = [{ name: 'reports', json: { resource } }];
  await clean(it);
  expect(remnants(it.rds)).toEqual({ ...cleaned, clusters: [clusterName, unproven] });
  expect(it.events).toContainEqual(
    expect.objectContaining({
      id: 'OLD_LEFT',
      message: `${unproven} is kept: the stack reports declares it (aws_rds_cluster.reports).`,
      remedy: expect.not.stringContaining('aws rds'),
    }),
  );
});

test('what may be declared stays, is named in no command, and the run says so', async () => {
  const it = await upgradedToNextMajor();
  leave(it);
  const resource = { aws_rds_cluster: { reports: { cluster_identifier_prefix: unproven.slice(0, -1) } } };
  it.code.otherStacks = [{ name: 'reports', json: { resource } }];
  const error = await refusedBy(it);
  expect(error).toMatchObject({ code: 'OLD_NOT_REMOVABLE', remedy: expect.not.stringContaining('aws rds') });
  // The prefix may be that of the proven one as well.
  expect(remnants(it.rds).clusters).toEqual([clusterName, oldName, unproven]);
});

test('killed after the code was changed, the next run proves the same', async () => {
  const proven: string[][] = [];
  const plan = {
    async prove(_cluster: unknown, expected = (_: string) => false) {
      const addresses = [...groups, 'aws_db_parameter_group.params-pg16'].filter(expected);
      proven.push(addresses);
      return { kind: 'only-expected' as const, addresses };
    },
  };
  const it = await upgradedToNextMajor();
  const kill = async () => {
    throw new Killed();
  };
  await expect(clean(it, { plan: { prove: kill } })).rejects.toThrow(Killed);
  expect(it.code.versions.previousEngineVersion).toBeUndefined();
  const last = await clean(await again(it.remains()), { plan });
  expect(proven).toEqual([groups]);
  expect(provenNow(last)).toEqual({ kind: 'only-expected', addresses: groups });
});

test('right before each call that changes or deletes anything of it, its identity is read: in two calls at the most', async () => {
  const it = await upgradedToNextMajor();
  const calls: string[] = [];
  const before = (method: string) => void calls.push(method);
  await clean(it, { wrap: (port) => around(port, { before }) });
  const readsBefore = (method: string, count: number) =>
    calls.flatMap((call, i) => (call === method ? [calls.slice(i - count, i)] : []));
  expect(readsBefore('deleteDeployment', 2)).toEqual([['deployment', 'cluster']]);
  expect(readsBefore('deleteInstance', 2)).toEqual(oldInstances.map(() => ['cluster', 'instances']));
  for (const method of ['createClusterSnapshot', 'liftDeletionProtection', 'deleteCluster']) {
    expect({ method, reads: readsBefore(method, 1) }).toEqual({ method, reads: [['cluster']] });
  }
});
