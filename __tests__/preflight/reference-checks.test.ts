import { observe } from '../../scripts/observed/observe';
import { referenceFindings } from '../../scripts/preflight/reference-checks';
import { clusterName } from '../support/created-cluster';
import { scenario } from '../support/scenario';

test('what refers to the cluster is named with its address, before anything is created', async () => {
  const it = await scenario();
  const { rds } = await it.sources();
  const { resourceId } = (await rds.cluster(clusterName))!;
  it.code.json = {
    resource: {
      aws_iam_policy: {
        direct: { policy: '${aws_rds_cluster.aurora.cluster_resource_id}' },
        written: { policy: `dbuser:${resourceId}/app` },
        another: { policy: 'dbuser:cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ/app' },
      },
      aws_db_proxy_target: { proxy: { db_cluster_identifier: clusterName } },
      aws_db_event_subscription: { events: { source_ids: [clusterName] } },
      aws_cloudwatch_metric_alarm: { cpu: { dimensions: { DBClusterIdentifier: clusterName } } },
      aws_rds_cluster_activity_stream: { stream: { resource_arn: '${aws_rds_cluster.aurora.arn}' } },
    },
    output: { id: { value: '${aws_rds_cluster.aurora.cluster_resource_id}' } },
  };
  const view = it.view();
  await observe(view, ['production', 'deployments'], await it.sources());
  const told = referenceFindings(view).map(({ id, severity, message }) => [id, severity, message]);
  expect(told).toEqual([
    ['REF_RESOURCE_ID', 'warn', expect.stringContaining('aws_iam_policy.direct, output.id')],
    ['REF_WRITTEN_ID', 'warn', expect.stringContaining('hard-coded in aws_iam_policy.written:')],
    ['REF_PROXY', 'warn', expect.stringContaining('aws_db_proxy_target.proxy')],
    ['REF_EVENTS', 'warn', expect.stringContaining('aws_db_event_subscription.events')],
    ['REF_ALARMS', 'warn', expect.stringContaining('aws_cloudwatch_metric_alarm.cpu')],
    ['REF_STREAM', 'warn', expect.stringContaining('aws_rds_cluster_activity_stream.stream')],
  ]);
  await it.upgrade({ steps: (await import('../../scripts/runbook/upgrade')).stepsUntil('green') });
  const warnings = it.events.flatMap((event) => (event.code === 'WARNING' ? [event.id] : []));
  expect(warnings).toEqual(
    expect.arrayContaining(['REF_WRITTEN_ID', 'REF_PROXY', 'REF_EVENTS', 'REF_ALARMS', 'REF_STREAM']),
  );
});

test('nothing is said where nothing refers to it', async () => {
  const it = await scenario();
  const view = it.view();
  await observe(view, ['production', 'deployments'], await it.sources());
  expect(referenceFindings(view)).toEqual([]);
});
