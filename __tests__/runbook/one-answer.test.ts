import { ModifyDBClusterParameterGroupCommand } from '@aws-sdk/client-rds';
import type { CallFault } from '../../scripts/embedded-rds/world/faults';
import { tagKey } from '../../scripts/observed/identity';
import { upTo } from '../../scripts/runbook/steps';
import { enableReplication } from '../../scripts/runbook/steps/enable-replication';
import { gateSwitchover } from '../../scripts/runbook/steps/gate-switchover';
import { aftermath, upgradedOnce } from '../support/aftermath';
import { again, clean, cleaned, remnants, upgraded } from '../support/cleaning';
import { around } from '../support/ports';
import { region, type Scenario, scenario } from '../support/scenario';

/** What one answer may say that is not so, with the history that it is taken from. */
const lies: Pick<CallFault, 'effect' | 'seconds' | 'newer'>[] = [
  { effect: 'empty-once' },
  { effect: 'stale', seconds: 600 },
  { effect: 'torn', seconds: 600, newer: 'clusters' },
];

/** The embedded RDS remembers how things were only while a rule may ask for it: this one never strikes. */
const remember = (it: Scenario) =>
  it.rds.addFault({ kind: 'call', operation: 'DescribeCertificates', effect: 'stale', seconds: 600, call: 1e6 });

/** The same run again and again from what is left, with a lie at each call of the operation, until it makes no more of them. */
async function atEachCall(
  operation: string,
  begin: () => Promise<Scenario>,
  check: (it: Scenario, at: object) => Promise<void>,
) {
  for (const lie of lies) {
    let call = 1;
    for (; ; call += 1) {
      const it = await begin();
      it.rds.world.calls = {};
      it.rds.addFault({ kind: 'call', operation, call, ...lie });
      await check(it, { operation, call, ...lie });
      if ((it.rds.world.calls[operation] ?? 0) < call) break;
    }
    expect(call).toBeGreaterThan(1);
  }
}

/** Somebody's own scenario once more, with its past. */
const copyOf = async (left: ReturnType<Scenario['remains']>) => scenario({ remains: left, stretch: 3 });

test.each(['DescribeEvents', 'DescribeDBInstances'])('of %s restarts green no second time', async (operation) => {
  const first = await scenario({ stretch: 3 });
  remember(first);
  await first.upgrade({ steps: upTo(gateSwitchover) });
  const left = first.remains();
  await atEachCall(
    operation,
    () => copyOf(left),
    async (it, at) => {
      await it.upgrade({ steps: upTo(gateSwitchover) });
      expect({ ...at, reboots: it.rds.world.calls.RebootDBInstance ?? 0 }).toEqual({ ...at, reboots: 0 });
    },
  );
});

test.each(['DescribeDBClusters', 'DescribeDBInstances'])(
  'of %s interrupts production no second time',
  async (operation) => {
    const first = await scenario({ stretch: 3 });
    remember(first);
    await first.client.send(
      new ModifyDBClusterParameterGroupCommand({
        DBClusterParameterGroupName: 'aurora-bg-aurora-pg15-cluster-params',
        Parameters: [{ ParameterName: 'max_connections', ParameterValue: '600', ApplyMethod: 'pending-reboot' }],
      }),
    );
    const request = { rebootSource: true };
    const toReplication = upTo(enableReplication);
    await first.upgrade({ request, steps: toReplication });
    expect(first.rds.world.calls.RebootDBInstance).toBe(2);
    const left = first.remains();
    await atEachCall(
      operation,
      () => copyOf(left),
      async (it, at) => {
        await it.upgrade({ request, steps: toReplication });
        expect({ ...at, reboots: it.rds.world.calls.RebootDBInstance ?? 0 }).toEqual({ ...at, reboots: 0 });
      },
    );
  },
);

test('of DescribeDBClusterSnapshots makes no second snapshot before the record goes', async () => {
  const first = await upgraded();
  remember(first);
  const before = (method: string) => {
    if (method === 'deleteDeployment') throw new Error('stopped here');
  };
  await expect(clean(first, { wrap: (port) => around(port, { before }) })).rejects.toThrow('stopped here');
  const left = first.remains();
  await atEachCall(
    'DescribeDBClusterSnapshots',
    () => again(left, 3),
    async (it, at) => {
      await clean(it);
      const { CreateDBClusterSnapshot: snapshots = 0 } = it.rds.world.calls;
      expect({ ...at, snapshots, ...remnants(it.rds) }).toEqual({ ...at, snapshots: 0, ...cleaned });
    },
  );
});

test('of DescribeDBClusters announces no switchover without the resource id of green', async () => {
  const first = await scenario({ stretch: 3 });
  remember(first);
  await first.upgrade({ steps: upTo(gateSwitchover) });
  const left = first.remains();
  await atEachCall(
    'DescribeDBClusters',
    () => copyOf(left),
    async (it, at) => {
      await it.upgrade();
      const [deployment] = Object.values(it.rds.world.regions[region]!.deployments);
      const announced = deployment!.tags.some(({ Key }) => Key === tagKey.targetResourceId);
      expect({ ...at, announced, ...aftermath(it.rds) }).toEqual({ ...at, announced: true, ...upgradedOnce });
    },
  );
});
