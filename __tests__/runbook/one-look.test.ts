import { CreateDBInstanceCommand } from '@aws-sdk/client-rds';
import { RdsUnreachable } from '../../scripts/aws/faults';
import { stepsUntil } from '../../scripts/runbook/upgrade';
import { aftermath, upgradedOnce } from '../support/aftermath';
import { clusterName } from '../support/created-cluster';
import { addDependents } from '../support/dependents';
import { around } from '../support/ports';
import { type Scenario, scenario } from '../support/scenario';

async function green(): Promise<Scenario> {
  const it = await scenario({ stretch: 3 });
  await it.upgrade({ steps: stepsUntil('green') });
  return it;
}

test('a deployment that is days old does not use up the wait for a change of green', async () => {
  const it = await green();
  it.pass(2 * 24 * 60);
  await addDependents(it);
  const view = await it.upgrade({ steps: stepsUntil('green') });
  expect(view.facts.deployments?.underway?.status).toBe('AVAILABLE');
});

test('one empty list of instances does not end a run over a deployment that is days old', async () => {
  const it = await green();
  it.pass(2 * 24 * 60);
  const left = it.remains();
  for (const call of [1, 2, 3, 4]) {
    const copy = await scenario({ remains: left, stretch: 3 });
    copy.rds.addFault({ kind: 'call', operation: 'DescribeDBInstances', call, effect: 'empty-once' });
    await copy.upgrade();
    expect({ call, ...aftermath(copy.rds) }).toEqual({ call, ...upgradedOnce });
  }
});

test('a reader that was added to production while green stands stops the upgrade at once', async () => {
  const it = await green();
  await it.client.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: 'aurora-bg-aurora-instance-3',
      DBInstanceClass: 'db.r6g.large',
      Engine: 'aurora-postgresql',
      DBClusterIdentifier: clusterName,
    }),
  );
  it.pass(20);
  const begun = it.clock.now();
  await expect(it.upgrade()).rejects.toMatchObject({ code: 'GREEN_LACKS_MEMBER', exitCode: 3 });
  expect(it.clock.now() - begun).toBeLessThan(60_000);
});

test('lost answers of different changes, with a long wait between, are not one outage', async () => {
  const it = await scenario({ stretch: 3 });
  const lost: string[] = [];
  await it.upgrade({
    wrap: (port) =>
      around(port, {
        after(method) {
          if (!['createDeployment', 'addTags', 'rebootInstance'].includes(method) || lost.includes(method)) return;
          lost.push(method);
          throw new RdsUnreachable(method, 'no answer', false);
        },
      }),
  });
  expect(lost).toHaveLength(3);
  expect(aftermath(it.rds)).toEqual(upgradedOnce);
});
