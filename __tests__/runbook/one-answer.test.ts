import { ModifyDBClusterParameterGroupCommand } from '@aws-sdk/client-rds';
import type { CallFault } from '../../scripts/embedded-rds/world/on-demand/faults';
import { upTo } from '../../scripts/runbook/upgrade';
import { enableReplication } from '../../scripts/runbook/upgrade/enable-replication';
import { gateSwitchover } from '../../scripts/runbook/upgrade/gate-switchover';
import { switchover } from '../../scripts/runbook/upgrade/switchover';
import { tagKey } from '../../scripts/view/tag-key';
import { again, clean, cleaned, remnants, upgraded } from '../support/cleaning';
import { region } from '../support/created-cluster';
import { around } from '../support/ports';
import { type Scenario, scenario } from '../support/scenario';

const empty = () => ({ effect: 'empty-once' }) as const;
/** The embedded RDS remembers how things were only while a rule may ask for it: this one never strikes. */
const remember = (it: Scenario) =>
  it.rds.addFault({ kind: 'call', operation: 'DescribeCertificates', effect: 'stale', seconds: 600, call: 1e6 });

/** The same run again and again, with such an answer at each call of the operation, until it makes no more of them. */
async function atEachCall(
  operation: string,
  lie: (it: Scenario) => Pick<CallFault, 'effect' | 'seconds'>,
  begin: () => Promise<Scenario>,
  check: (it: Scenario, call: number) => Promise<void>,
) {
  let call = 1;
  for (; ; call += 1) {
    const it = await begin();
    it.rds.world.calls = {};
    it.rds.addFault({ kind: 'call', operation, call, ...lie(it) });
    await check(it, call);
    if ((it.rds.world.calls[operation] ?? 0) < call) break;
  }
  expect(call).toBeGreaterThan(1);
}

/** Begins from the same each time, without its past. */
async function copies(it: Scenario): Promise<() => Promise<Scenario>> {
  const left = it.remains();
  return () => scenario({ remains: left, stretch: 3 });
}

const toGates = upTo(gateSwitchover);
const reboots = (it: Scenario) => it.rds.world.calls.RebootDBInstance ?? 0;

async function readyToSwitch() {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: toGates });
  return copies(it);
}

test.each(['DescribeEvents', 'DescribeDBInstances'])('an empty %s restarts green no second time', async (operation) => {
  await atEachCall(operation, empty, await readyToSwitch(), async (it, call) => {
    await it.upgrade({ steps: toGates });
    expect({ call, reboots: reboots(it) }).toEqual({ call, reboots: 0 });
  });
});

test.each(['DescribeDBClusters', 'DescribeDBInstances'])(
  'a stale %s interrupts production no second time',
  async (operation) => {
    const run = { request: { rebootSource: true }, steps: upTo(enableReplication) };
    let pending = 0;
    const asPending = ({ clock }: Scenario) => ({ effect: 'stale', seconds: (clock.now() - pending) / 1000 }) as const;
    const rebooted = async () => {
      const it = await scenario();
      remember(it);
      await it.client.send(
        new ModifyDBClusterParameterGroupCommand({
          DBClusterParameterGroupName: 'aurora-bg-aurora-pg15-cluster-params',
          Parameters: [{ ParameterName: 'max_connections', ParameterValue: '600', ApplyMethod: 'pending-reboot' }],
        }),
      );
      it.pass(1);
      pending = it.clock.now();
      await it.upgrade(run);
      expect(reboots(it)).toBe(2);
      return it;
    };
    await atEachCall(operation, asPending, rebooted, async (it, call) => {
      await it.upgrade(run);
      expect({ call, reboots: reboots(it) }).toEqual({ call, reboots: 0 });
    });
  },
);

test('an empty DescribeDBClusterSnapshots makes no second snapshot before the record goes', async () => {
  const before = (method: string) => {
    if (method === 'deleteDeployment') throw new Error('stopped here');
  };
  const first = await upgraded();
  await expect(clean(first, { wrap: (port) => around(port, { before }) })).rejects.toThrow('stopped here');
  const left = first.remains();
  const snapped = () => again(left, 3);
  await atEachCall('DescribeDBClusterSnapshots', empty, snapped, async (it, call) => {
    await clean(it);
    const { CreateDBClusterSnapshot: snapshots = 0 } = it.rds.world.calls;
    expect({ call, snapshots, ...remnants(it.rds) }).toEqual({ call, snapshots: 0, ...cleaned });
  });
});

test('an empty DescribeDBClusters announces no switchover without the resource id of green', async () => {
  await atEachCall('DescribeDBClusters', empty, await readyToSwitch(), async (it, call) => {
    await it.upgrade({ steps: upTo(switchover) });
    const [deployment] = Object.values(it.rds.world.regions[region]!.deployments);
    const announced = deployment!.tags.some(({ Key }) => Key === tagKey.targetResourceId);
    expect({ call, announced }).toEqual({ call, announced: true });
  });
});
