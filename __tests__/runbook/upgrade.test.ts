import { DescribeBlueGreenDeploymentsCommand, DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { clusterName } from '../support/created-cluster';
import { scenario } from '../support/scenario';

test('an upgrade goes through every step of the runbook in order', async () => {
  const it = await scenario();
  await it.upgrade();
  const order = it.events.flatMap((event) => (event.code === 'STEP_DONE' ? [event.step] : []));
  expect(order).toEqual([
    'check-source',
    'check-databases',
    'check-code',
    'prepare-parameter-groups',
    'enable-replication',
    'create-deployment',
    'watch-green',
    'await-green',
    'write-journal',
    'carry-over',
    'reboot-green',
    'analyze-green',
    'verify-green',
    'await-window',
    'snapshot-source',
    'gate-switchover',
    'switchover',
    'restore-production',
    'verify-production',
    'reconcile-code',
    'after-list',
    'prove-plan',
  ]);
  const { DBClusters } = await it.client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: clusterName }));
  expect(DBClusters?.[0]).toMatchObject({ EngineVersion: '15.10', Status: 'available', DeletionProtection: true });
  const { BlueGreenDeployments } = await it.client.send(new DescribeBlueGreenDeploymentsCommand({}));
  expect(BlueGreenDeployments).toHaveLength(1);
  expect(BlueGreenDeployments?.[0]).toMatchObject({ Status: 'SWITCHOVER_COMPLETED' });
});
