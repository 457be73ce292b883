import {
  DeleteBlueGreenDeploymentCommand,
  ModifyDBClusterCommand,
  ModifyDBInstanceCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import { stepsUntil } from '../../../scripts/runbook/upgrade';
import { clean, cleaned, oldInstances, oldName, refusedBy, remnants, upgraded } from '../../support/cleaning';
import { clusterName, instanceNames, region } from '../../support/created-cluster';
import { around, Killed } from '../../support/ports';
import { type Scenario, scenario } from '../../support/scenario';

const deploymentOf = (it: Scenario) => Object.values(it.rds.world.regions[region]!.deployments)[0]!;

test('RDS tells nothing of a switchover, and green had stood for weeks: the soak counts from when an upgrade had seen it', async () => {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: stepsUntil('green') });
  it.pass(15 * 24 * 60);
  it.rds.control('POST choices', { switchoverEvents: 'missing' });
  const BlueGreenDeploymentIdentifier = deploymentOf(it).identifier;
  await it.client.send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier }));
  it.pass(3);
  await it.upgrade();
  it.pass(60);
  expect(await refusedBy(it, { request: { connectionProof: false } })).toMatchObject({
    code: 'SOAK_NOT_OVER',
    message: expect.stringMatching(/at the latest \(RDS has no event of it\), 1 h \d\d min ago/),
  });
  it.pass(24 * 60);
  await clean(it);
  expect(remnants(it.rds)).toMatchObject({ ...cleaned, finalSnapshots: expect.anything() });
});

/** A rollback by renaming, when a cleanup had begun: the old cluster is production again, with the tags of that cleanup. */
async function rolledBack(it: Scenario): Promise<void> {
  const rename = async (names: [from: string, to: string], clusters: boolean) => {
    const [from, to] = names;
    await (clusters
      ? it.client.send(
          new ModifyDBClusterCommand({
            DBClusterIdentifier: from,
            NewDBClusterIdentifier: to,
            ApplyImmediately: true,
          }),
        )
      : it.client.send(
          new ModifyDBInstanceCommand({
            DBInstanceIdentifier: from,
            NewDBInstanceIdentifier: to,
            ApplyImmediately: true,
          }),
        ));
    it.pass(5);
  };
  const BlueGreenDeploymentIdentifier = deploymentOf(it).identifier;
  await it.client.send(new DeleteBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier }));
  it.pass(10);
  await rename([clusterName, `${clusterName}-bad`], true);
  for (const name of instanceNames) await rename([name, `${name}-bad`], false);
  await rename([oldName, clusterName], true);
  for (const [i, name] of oldInstances.entries()) await rename([name, instanceNames[i]!], false);
}

test('a cleanup that was aborted for a rollback does not tell when the next upgrade has switched over', async () => {
  const it = await upgraded(25);
  const before = (method: string) => {
    if (method === 'deleteDeployment') throw new Killed();
  };
  await expect(clean(it, { wrap: (port) => around(port, { before }) })).rejects.toBeInstanceOf(Killed);
  await rolledBack(it);
  it.pass(3 * 24 * 60);
  await it.upgrade();
  it.pass(30);
  expect(await refusedBy(it, { request: { connectionProof: false, skipFinalSnapshot: true } })).toMatchObject({
    code: 'SOAK_NOT_OVER',
  });
});
