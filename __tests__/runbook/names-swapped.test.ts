import { DeleteBlueGreenDeploymentCommand, ModifyDBClusterCommand } from '@aws-sdk/client-rds';
import { abortSteps } from '../../scripts/runbook/abort';
import { aftermath } from '../support/aftermath';
import { oldName, refusedBy, upgraded } from '../support/cleaning';
import { clusterName, region } from '../support/created-cluster';
import type { Scenario } from '../support/scenario';

/** A rollback: production's name for the old cluster, and the other way round; the record stands. */
async function swappedBack(): Promise<Scenario> {
  const it = await upgraded(25);
  for (const [from, to] of [
    [clusterName, `${clusterName}-tmp`],
    [oldName, clusterName],
    [`${clusterName}-tmp`, oldName],
  ]) {
    await it.client.send(
      new ModifyDBClusterCommand({ DBClusterIdentifier: from, NewDBClusterIdentifier: to, ApplyImmediately: true }),
    );
    it.pass(5);
  }
  return it;
}

const swapped = {
  code: 'NAMES_SWAPPED',
  exitCode: 3,
  message: expect.stringMatching(
    new RegExp(
      `^${clusterName} is again the cluster from before the switchover \\(cluster-\\w+, 15\\.6\\), although bgd-\\w+ is`,
    ),
  ),
  remedy: expect.stringMatching(new RegExp(`the other one is ${oldName}.*delete-blue-green-deployment `)),
};

test('upgrade, abort and cleanup say at once that names were swapped, and what to do', async () => {
  const it = await swappedBack();
  const begun = it.clock.now();
  await expect(it.upgrade()).rejects.toMatchObject(swapped);
  await expect(it.upgrade({ steps: abortSteps })).rejects.toMatchObject(swapped);
  expect(await refusedBy(it)).toMatchObject(swapped);
  expect(it.clock.now() - begun).toBeLessThan(3 * 60_000);
});

test('without the record an upgrade begins anew', async () => {
  const it = await swappedBack();
  const [deployment] = Object.values(it.rds.world.regions[region]!.deployments);
  await it.client.send(
    new DeleteBlueGreenDeploymentCommand({
      BlueGreenDeploymentIdentifier: deployment!.identifier,
      DeleteTarget: false,
    }),
  );
  it.pass(10);
  await it.upgrade();
  expect(aftermath(it.rds).clusters).toContain(`${clusterName} 15.10 available`);
});
