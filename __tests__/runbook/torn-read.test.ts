import { DescribeBlueGreenDeploymentsCommand } from '@aws-sdk/client-rds';
import type { RdsPort } from '../../scripts/aws/rds/rds-port';
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

/** RDS's answer of a cluster names a version that nobody can read, so many times. */
const unreadable = (port: RdsPort, times: number): RdsPort => {
  let left = times;
  const cluster: RdsPort['cluster'] = async (name) => {
    const found = await port.cluster(name);
    left -= 1;
    return found && left >= 0 ? { ...found, engineVersion: '15.' } : found;
  };
  return new Proxy(port, { get: (target, name) => (name === 'cluster' ? cluster : Reflect.get(target, name)) });
};

it('a version that cannot be read once is read again', async () => {
  const it = await scenario();
  const last = await it.upgrade({ wrap: (port) => unreadable(port, 1) });
  expect(phaseOf(last)).toBe('switched');
});

it('one that stays so is refused, and nothing is sent', async () => {
  const it = await scenario();
  await expect(it.upgrade({ wrap: (port) => unreadable(port, 1000) })).rejects.toMatchObject({
    code: 'VERSION_UNREADABLE',
    message: expect.stringMatching(/^aurora-bg-aurora-cluster: "15\." /),
  });
  expect(it.calls().filter(({ operation }) => !/^(Describe|Get)/.test(operation))).toEqual([]);
});
