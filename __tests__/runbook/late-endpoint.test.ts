import {
  CreateDBClusterEndpointCommand,
  DeleteDBClusterEndpointCommand,
  SwitchoverBlueGreenDeploymentCommand,
} from '@aws-sdk/client-rds';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { clean, cleaned, oldName, refusedBy, remnants, upgraded } from '../support/cleaning';
import { clusterName, region } from '../support/created-cluster';
import { around } from '../support/ports';
import { type Scenario, scenario } from '../support/scenario';

const late = 'late-reports';

const create = (it: Scenario, DBClusterIdentifier: string) =>
  it.client.send(
    new CreateDBClusterEndpointCommand({
      DBClusterIdentifier,
      DBClusterEndpointIdentifier: late,
      EndpointType: 'READER',
    }),
  );

const remove = (it: Scenario) =>
  it.client.send(new DeleteDBClusterEndpointCommand({ DBClusterEndpointIdentifier: late }));

const switchover = (it: Scenario) => {
  const [deployment] = Object.values(it.rds.world.regions[region]!.deployments);
  const BlueGreenDeploymentIdentifier = deployment!.identifier;
  return it.client.send(new SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier }));
};

const left = {
  code: 'PRODUCTION_DIFFERS',
  message: expect.stringContaining(`the custom endpoint ${late} belongs to ${oldName}`),
  remedy: expect.stringMatching(
    new RegExp(`delete-db-cluster-endpoint .*${late} .*create-db-cluster-endpoint .*${late} .*${clusterName} `),
  ),
};

test('a custom endpoint that a switchover in the console left on old: named, and nothing is removed while it is there', async () => {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: stepsUntil('green') });
  await create(it, clusterName);
  it.pass(60);
  await switchover(it);
  it.pass(5);
  await expect(it.upgrade()).rejects.toMatchObject(left);
  it.pass(25 * 60);
  expect(await refusedBy(it)).toMatchObject({
    code: 'OLD_NOT_REMOVABLE',
    message: expect.stringContaining(`The custom endpoint ${late} belongs to ${oldName}`),
  });
  expect(it.rds.world.regions[region]!.clusterEndpoints[late]).toBeDefined();
  // As the remedy says.
  await remove(it);
  it.pass(5);
  await create(it, clusterName);
  it.pass(5);
  await it.upgrade();
  await clean(it);
  expect(remnants(it.rds)).toEqual(cleaned);
});

test('one that is made between the last look and our own switchover', async () => {
  const it = await scenario({ stretch: 3 });
  let made = false;
  const before = async (method: string) => {
    if (method !== 'switchover' || made) return;
    made = true;
    await create(it, clusterName);
  };
  await expect(it.upgrade({ wrap: (port) => around(port, { before }) })).rejects.toMatchObject(left);
});

test('one that is made for old while it is being removed ends the removal', async () => {
  const it = await upgraded();
  let made = false;
  const before = async (method: string) => {
    if (method !== 'deleteInstance' || made) return;
    made = true;
    await create(it, oldName);
  };
  expect(await refusedBy(it, { wrap: (port) => around(port, { before }) })).toMatchObject({
    code: 'OLD_NOT_REMOVABLE',
  });
  expect(remnants(it.rds).clusters).toContain(oldName);
});
