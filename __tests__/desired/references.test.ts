import { deliveryBy } from '../../scripts/desired/delivery';
import { blocksOf, referencesOf } from '../../scripts/desired/references';
import type { StackJson } from '../../scripts/desired/stack-json';
import { CodeInMemory } from '../support/code-in-memory';

const desired = new CodeInMemory({ engineVersion: '15.6' }).cluster();
const stack = (name: string, json: StackJson) => ({
  name,
  file: '',
  delivery: deliveryBy('cdktf', name, ''),
  dependencies: [],
  warnings: [],
  json,
});

const writtenId = 'cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const found = referencesOf(
  desired,
  blocksOf([
    stack('aurora-bg', {
      resource: {
        aws_rds_cluster: { aurora: { '//': { id: '${aws_rds_cluster.aurora.cluster_resource_id}' } } },
        aws_iam_policy: {
          direct: { policy: 'arn:aws:rds-db:*:*:dbuser:${aws_rds_cluster.aurora.cluster_resource_id}/app' },
          document: { policy: '${data.aws_iam_policy_document.connect.json}' },
          written: { policy: `{"Resource":"arn:aws:rds-db:eu-west-1:1:dbuser:${writtenId}/app"}` },
          other: { policy: '${aws_rds_cluster.aurora_2.cluster_resource_id}' },
        },
        aws_ssm_parameter: { local: { value: '${local.id}' } },
        aws_db_proxy_target: { p: { db_cluster_identifier: '${aws_rds_cluster.aurora.id}' } },
        aws_db_event_subscription: {
          e: { source_ids: ['aurora-bg-aurora-cluster'] },
          all: { source_type: 'db-cluster' },
        },
        aws_cloudwatch_metric_alarm: {
          cpu: { dimensions: { DBClusterIdentifier: '${aws_rds_cluster.aurora.cluster_identifier}' } },
          other: { dimensions: { DBClusterIdentifier: 'aurora-bg-aurora-cluster-2' } },
        },
        aws_rds_cluster_activity_stream: { s: { resource_arn: '${aws_rds_cluster.aurora.arn}' } },
      },
      data: { aws_iam_policy_document: { connect: { statement: [{ resources: ['x:${local.id}/app'] }] } } },
      locals: { id: '${aws_rds_cluster.aurora.cluster_resource_id}', unused: '${aws_rds_cluster.aurora.endpoint}' },
      output: { shared: { value: '${local.id}' }, endpoint: { value: '${local.unused}' } },
    }),
    stack('apps', {
      locals: { id: '${var.x}' },
      resource: {
        aws_iam_policy: { remote: { policy: '${data.terraform_remote_state.db.outputs.shared}' } },
        aws_ssm_parameter: { local: { value: '${local.id}' } },
      },
    }),
  ]),
);

test('everything that a new resource id reaches, through locals, data and other stacks', () => {
  expect(found.resourceId.map(({ stack: name, address }) => `${name} ${address}`).sort()).toEqual([
    'apps aws_iam_policy.remote',
    'aurora-bg aws_iam_policy.direct',
    'aurora-bg aws_iam_policy.document',
    'aurora-bg aws_ssm_parameter.local',
    'aurora-bg output.shared',
  ]);
  expect(found.writtenIds).toEqual([{ stack: 'aurora-bg', address: 'aws_iam_policy.written', id: writtenId }]);
});

test.each([
  ['proxyTargets', 'aws_db_proxy_target.p'],
  ['eventSubscriptions', 'aws_db_event_subscription.e'],
  ['alarms', 'aws_cloudwatch_metric_alarm.cpu'],
  ['activityStreams', 'aws_rds_cluster_activity_stream.s'],
] as const)('%s', (kind, address) => {
  expect(found[kind]).toEqual([{ stack: 'aurora-bg', address }]);
});

test('endpoints of single instances that outputs and resources of the stack hand out', () => {
  const [{ address } = { address: '' }] = desired.annotation.instances;
  const endpoints = (value: string) =>
    referencesOf(
      desired,
      blocksOf([
        stack('aurora-bg', { output: { writer: { value } }, resource: { aws_ssm_parameter: { host: { value } } } }),
        stack('apps', { output: { writer: { value } } }),
      ]),
    ).instanceEndpoints.map((each) => `${each.stack} ${each.address}`);
  expect(endpoints(`\${${address}.endpoint}`)).toEqual(['aurora-bg aws_ssm_parameter.host', 'aurora-bg output.writer']);
  expect(endpoints('${aws_rds_cluster.aurora.endpoint}')).toEqual([]);
});
