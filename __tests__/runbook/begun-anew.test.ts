import { abortSteps } from '../../scripts/runbook/abort';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { region } from '../support/created-cluster';
import { scenario } from '../support/scenario';

test('an abort does not delete the deployment of an upgrade that began after its own was gone', async () => {
  const it = await scenario();
  await it.upgrade({ steps: stepsUntil('green') });
  let again: Promise<unknown> | undefined;
  const found = () => Object.values(it.rds.world.regions[region]!.deployments);
  const steps = it.upgrade({
    steps: abortSteps,
    wrap: (port) =>
      Object.assign(Object.create(port) as typeof port, {
        async deployments() {
          if (again === undefined && found().length === 0 && it.rds.world.calls.DeleteBlueGreenDeployment === 1) {
            again = it.upgrade({ steps: stepsUntil('green') }).catch(() => {});
            await again;
          }
          return port.deployments();
        },
      }),
  });
  await expect(steps).rejects.toMatchObject({ code: 'BEGUN_ANEW', exitCode: 3 });
  expect(it.rds.world.calls.DeleteBlueGreenDeployment).toBe(1);
  expect(found().map(({ status }) => status)).toEqual(['AVAILABLE']);
});
