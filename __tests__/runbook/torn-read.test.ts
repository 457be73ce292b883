import { DescribeBlueGreenDeploymentsCommand } from '@aws-sdk/client-rds';
import { phaseOf } from '../../scripts/view/phase';
import { around } from '../support/ports';
import { type Scenario, scenario } from '../support/scenario';

/** Before the given read of deployments during the switchover, the world goes on until the switchover is complete. */
async function throughSwitchover(it: Scenario, read: number) {
  let reads = 0;
  return it.upgrade({
    wrap: (port) =>
      around(port, {
        async before(method) {
          if (method !== 'deployments') return;
          const { BlueGreenDeployments } = await it.client.send(new DescribeBlueGreenDeploymentsCommand({}));
          if (BlueGreenDeployments?.[0]?.Status !== 'SWITCHOVER_IN_PROGRESS') return;
          reads += 1;
          if (reads === read) it.pass(3);
        },
      }),
  });
}

it.each([1, 2, 3])(
  'a switchover that completes between two calls of one look is no foreign deployment (look %i)',
  async (read) => {
    const it = await scenario();
    const last = await throughSwitchover(it, read);
    expect(phaseOf(last)).toBe('switched');
    expect(it.rds.world.calls).toMatchObject({ CreateBlueGreenDeployment: 1, SwitchoverBlueGreenDeployment: 1 });
  },
);
