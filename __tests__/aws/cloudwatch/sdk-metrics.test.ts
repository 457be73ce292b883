import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SdkMetrics } from '../../../scripts/aws/cloudwatch/sdk-metrics';
import { RdsUnreachable } from '../../../scripts/aws/faults';
import { ServiceClock } from '../../../scripts/aws/service-clock';
import { Target } from '../../../scripts/aws/target';

/** Something that speaks CloudWatch's JSON and answers as told, call after call. */
let server: Server;
let answers: { status?: number; body: object; headers?: Record<string, string> }[];
let asked: Record<string, unknown>[];
let client: CloudWatchClient;
let target: Target;

beforeEach(async () => {
  answers = [];
  asked = [];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      asked.push(JSON.parse(text) as Record<string, unknown>);
      const { status = 200, body, headers = {} } = answers.shift()!;
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...headers });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new CloudWatchClient({
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  target = new Target();
  target.watch(client, 'cloudwatch', new ServiceClock());
});

afterEach(() => {
  client.destroy();
  server.close();
});

const from = Date.parse('2026-01-15T00:00:00Z');
const at = (minutes: number) => from / 1000 + minutes * 60;
const window = { from, to: from + 3_600_000 };
const orders = { kind: 'instance' as const, identifier: 'orders-1-old1' };
const result = (id: string, minutes: number[], values: number[], more: object = {}) => ({
  Id: id,
  Timestamps: minutes.map(at),
  Values: values,
  StatusCode: 'Complete',
  ...more,
});

test('clusters and instances are asked for in one call, by the dimension that is theirs', async () => {
  answers = [{ body: { MetricDataResults: [result('m0', [0, 5], [0, 3]), result('m1', [], [])] } }];
  const found = await new SdkMetrics(client, target).connections(
    [{ kind: 'cluster', identifier: 'orders-old1' }, orders],
    window,
  );
  expect(found).toEqual([
    {
      kind: 'cluster',
      identifier: 'orders-old1',
      points: [
        { at: from, connections: 0 },
        { at: from + 300_000, connections: 3 },
      ],
    },
    { ...orders, points: [] },
  ]);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    StartTime: at(0),
    EndTime: at(60),
    MetricDataQueries: [
      {
        MetricStat: {
          Metric: {
            Namespace: 'AWS/RDS',
            MetricName: 'DatabaseConnections',
            Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'orders-old1' }],
          },
          Period: 300,
          Stat: 'Maximum',
        },
      },
      { MetricStat: { Metric: { Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'orders-1-old1' }] } } },
    ],
  });
});

test('an answer in parts is put together, in order', async () => {
  answers = [
    { body: { NextToken: 'more', MetricDataResults: [result('m0', [10], [0], { StatusCode: 'PartialData' })] } },
    { body: { MetricDataResults: [result('m0', [5, 0], [2, 1])] } },
  ];
  const [series] = await new SdkMetrics(client, target).connections([orders], window);
  expect(series!.points.map(({ connections }) => connections)).toEqual([1, 2, 0]);
  expect(asked[1]).toMatchObject({ NextToken: 'more' });
});

test('more than one call takes are asked in several', async () => {
  answers = [{ body: { MetricDataResults: [] } }, { body: { MetricDataResults: [result('m0', [0], [7])] } }];
  const many = Array.from({ length: 501 }, (_, index) => ({ ...orders, identifier: `orders-${index}-old1` }));
  const found = await new SdkMetrics(client, target).connections(many, window);
  expect(found).toHaveLength(501);
  expect(found[500]).toMatchObject({ identifier: 'orders-500-old1', points: [{ connections: 7 }] });
});

test.each([
  ['in the call', { status: 400, body: { __type: 'AccessDenied', message: 'not authorized to perform it' } }],
  [
    'in a result',
    {
      body: {
        MetricDataResults: [result('m0', [], [], { StatusCode: 'Forbidden', Messages: [{ Value: 'not allowed' }] })],
      },
    },
  ],
])('a permission that is missing is told as that: %s', async (_, answer) => {
  answers = [answer];
  await expect(new SdkMetrics(client, target).connections([orders], window)).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
    message: expect.stringMatching(/AWS denied GetMetricData: not (authorized|allowed)/),
  });
});

test.each([
  ['a part that failed', { body: { MetricDataResults: [result('m0', [], [], { StatusCode: 'InternalError' })] } }],
  ['a server error', { status: 500, body: { __type: 'InternalServiceFault' } }],
])('%s is no answer: it is asked again later', async (_, answer) => {
  answers = [answer];
  const asking = new SdkMetrics(client, target).connections([orders], window);
  await expect(asking).rejects.toBeInstanceOf(RdsUnreachable);
  await expect(asking).rejects.toThrow(/CloudWatch/);
});

test('CloudWatch of one world proves nothing about the RDS of another', async () => {
  target.embedded.rds = true;
  answers = [{ body: { MetricDataResults: [] } }];
  await expect(new SdkMetrics(client, target).connections([orders], window)).rejects.toMatchObject({
    code: 'MIXED_TARGETS',
    exitCode: 3,
    message: expect.stringMatching(/RDS and CloudWatch are split between the embedded RDS and AWS/),
  });
});
