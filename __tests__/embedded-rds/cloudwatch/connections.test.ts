import {
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  GetMetricStatisticsCommand,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import {
  CreateDBInstanceCommand,
  DeleteDBInstanceCommand,
  FailoverDBClusterCommand,
  StopDBClusterCommand,
} from '@aws-sdk/client-rds';
import type { EmbeddedRds } from '../../../scripts/embedded-rds/embedded-rds';
import { clusterId, instance1, instance2 } from '../clusters/cluster-world';
import { cloudWatchClient, rdsClient, refusalOf } from '../support/clients';
import { beginning, deployed, pass, seededRds } from '../support/seeded-rds';

const minute = 60_000;

let rds: EmbeddedRds;
beforeEach(() => {
  rds = seededRds();
});

interface Query {
  dimensions: Record<string, string>;
  from?: number;
  to?: number;
  period?: number;
  stat?: string;
  metric?: string;
}

const queryOf = ({ dimensions, period = 60, stat = 'Maximum', metric = 'DatabaseConnections' }: Query) => ({
  Id: 'm1',
  MetricStat: {
    Metric: {
      Namespace: 'AWS/RDS',
      MetricName: metric,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: period,
    Stat: stat,
  },
});

/** `minute value`, minutes counted from the beginning; by default of the last ten minutes. */
async function points(query: Query): Promise<string[]> {
  const now = rds.clock.now();
  const { from = now - 10 * minute, to = now } = query;
  const { MetricDataResults } = await cloudWatchClient(rds).send(
    new GetMetricDataCommand({
      StartTime: new Date(from),
      EndTime: new Date(to),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [queryOf(query)],
    }),
  );
  const [{ Timestamps = [], Values = [] } = {}] = MetricDataResults ?? [];
  return Timestamps.map((time, i) => `${(time.getTime() - beginning) / minute} ${Values[i]}`);
}

const instance = (name: string) => ({ DBInstanceIdentifier: name });
const cluster = (name: string) => ({ DBClusterIdentifier: name });

describe('DatabaseConnections', () => {
  it('of production are there, one point a minute, when the minute is over', async () => {
    rds.clock.advance(2.5 * minute);
    const window = { from: beginning - 2 * minute, to: beginning + 10 * minute };
    expect(await points({ dimensions: instance(instance1), ...window })).toEqual(['-2 5', '-1 5', '0 5', '1 5']);
  });

  it.each([
    ['Maximum', 7],
    ['Minimum', 5],
    ['Sum', 12],
    ['Average', 6],
    ['SampleCount', 2],
  ])('of a cluster are those of all its instances: %s', async (stat, value) => {
    rds.control('POST connections', { instance: instance2, count: 7 });
    pass(rds, 2);
    const window = { from: beginning + minute, to: beginning + 2 * minute };
    expect(await points({ dimensions: cluster(clusterId), stat, ...window })).toEqual([`1 ${value}`]);
  });

  it('of a cluster may be asked for by role, which a failover moves', async () => {
    rds.control('POST connections', { instance: instance2, count: 7 });
    pass(rds, 2);
    await rdsClient(rds).send(new FailoverDBClusterCommand({ DBClusterIdentifier: clusterId }));
    pass(rds, 3);
    const window = { from: beginning, to: rds.clock.now() };
    const of = (Role: string) => points({ dimensions: { ...cluster(clusterId), Role }, ...window });
    expect(await of('WRITER')).toEqual(['0 5', '1 5', '2 5', '3 7', '4 7']);
    expect(await of('READER')).toEqual(['0 7', '1 7', '2 7', '3 5', '4 5']);
  });

  it('are joined in periods, from the beginning of the window on', async () => {
    pass(rds, 4);
    rds.control('POST connections', { instance: instance1, count: 9 });
    pass(rds, 7);
    const window = { from: beginning + minute, to: rds.clock.now(), period: 300 };
    expect(await points({ dimensions: instance(instance1), ...window })).toEqual(['1 9', '6 9']);
    expect(await points({ dimensions: instance(instance1), ...window, stat: 'SampleCount' })).toEqual(['1 5', '6 5']);
    expect(await points({ dimensions: instance(instance1), ...window, stat: 'Minimum' })).toEqual(['1 5', '6 9']);
  });

  it.each<[string, Query]>([
    ['an instance that never was', { dimensions: instance('none') }],
    ['an instance asked for as a cluster', { dimensions: cluster(instance1) }],
    ['a cluster and an instance at once', { dimensions: { ...cluster(clusterId), ...instance(instance1) } }],
    ['no dimension', { dimensions: {} }],
    ['another metric', { dimensions: instance(instance1), metric: 'CPUUtilization' }],
  ])('of %s are an empty list', async (_what, query) => {
    pass(rds, 5);
    expect(await points(query)).toEqual([]);
  });

  it('end with the instance, and are remembered', async () => {
    pass(rds, 3);
    await rdsClient(rds).send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: instance2 }));
    pass(rds, 30);
    const window = { from: beginning, to: rds.clock.now() };
    expect(await points({ dimensions: instance(instance2), ...window })).toEqual(['0 5', '1 5', '2 5']);
  });

  it('are not published by a cluster that is stopped', async () => {
    await rdsClient(rds).send(new StopDBClusterCommand({ DBClusterIdentifier: clusterId }));
    pass(rds, 20);
    expect(await points({ dimensions: cluster(clusterId) })).toEqual([]);
  });

  it('of a new instance begin when it is there, as many as its writer has', async () => {
    rds.control('POST connections', { instance: instance1, count: 2 });
    await rdsClient(rds).send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: 'third',
        DBClusterIdentifier: clusterId,
        DBInstanceClass: 'db.r6g.large',
        Engine: 'aurora-postgresql',
      }),
    );
    pass(rds, 7);
    expect(await points({ dimensions: instance('third') })).toEqual(['5 2', '6 2']);
  });

  it.each([
    [20, 60, 0],
    [20, 300, 1],
    [70, 300, 0],
    [70, 3600, 1],
  ])('that are %i days old are there in periods of %i s: %i', async (days, period, count) => {
    pass(rds, days * 24 * 60);
    const window = { from: beginning + 60 * minute, to: beginning + 60 * minute + period * 1000, period };
    expect(await points({ dimensions: instance(instance1), ...window })).toHaveLength(count);
  });
});

describe('a switchover', () => {
  it('hands the series of each name to its new holder: old and green have no connections', async () => {
    rds.control('POST connections', { instance: instance1, count: 8 });
    const deployment = await deployed(rds);
    await rds.control('POST connections', { cluster: deployment.green, count: 1 });
    pass(rds, 2);
    const called = rds.clock.now();
    await deployment.switchOver();
    const swapped = called + 2 * minute;
    const before = { from: called - 2 * minute, to: called };
    const after = { from: swapped, to: swapped + 2 * minute };
    const values = async (dimensions: Record<string, string>, window: object) =>
      (await points({ dimensions, ...window })).map((point) => Number(point.split(' ')[1]));

    expect(await values(instance(instance1), before)).toEqual([8, 8]);
    expect(await values(instance(instance1), after)).toEqual([8, 8]);
    expect(await values(cluster(deployment.green), before)).toEqual([1, 1]);
    expect(await values(cluster(deployment.green), after)).toEqual([]);
    expect(await values(instance(`${instance1}-old1`), before)).toEqual([]);
    expect(await values(instance(`${instance1}-old1`), after)).toEqual([0, 0]);
    expect(await values(cluster(`${clusterId}-old1`), after)).toEqual([0, 0]);

    rds.control('POST connections', {
      instance: `${instance1}-old1`,
      count: 3,
      since: new Date(swapped).toISOString(),
    });
    expect(await values(cluster(`${clusterId}-old1`), after)).toEqual([3, 3]);
    expect(await values(instance(instance1), before)).toEqual([8, 8]);
  });

  it('leaves them where they were when it is cancelled', async () => {
    rds.addFault({ kind: 'course', effect: 'switchover-cancelled' });
    const deployment = await deployed(rds);
    await deployment.switchOver();
    expect((await points({ dimensions: instance(instance1) })).at(-1)).toMatch(/ 5$/);
    expect((await points({ dimensions: cluster(deployment.green) })).at(-1)).toMatch(/ 0$/);
  });
});

describe('POST connections', () => {
  it('tells the past anew from a moment on, and goes on with it', async () => {
    pass(rds, 4);
    const since = new Date(beginning + 2 * minute).toISOString();
    expect(rds.control('POST connections', { instance: instance1, count: 0, since })).toEqual({ [instance1]: 0 });
    pass(rds, 1);
    const window = { from: beginning, to: rds.clock.now() };
    expect(await points({ dimensions: instance(instance1), ...window })).toEqual(['0 5', '1 5', '2 0', '3 0', '4 0']);
  });

  it.each([
    [{ count: 1 }, 'name one of them'],
    [{ cluster: clusterId, instance: instance1, count: 1 }, 'name one of them'],
    [{ cluster: clusterId, count: -1 }, 'a whole number, 0 or more'],
    [{ cluster: 'none', count: 1 }, 'There is no cluster none.'],
    [{ instance: 'none', count: 1 }, 'There is no instance none.'],
    [{ cluster: clusterId, count: 1, since: '2027-01-01T00:00:00Z' }, 'is in the future'],
    [{ cluster: clusterId, count: 1, since: 'yesterday' }, 'yesterday is not a time'],
  ])('%j is refused', (body, message) => {
    expect(() => rds.control('POST connections', body)).toThrow(message);
  });
});

describe('GetMetricData', () => {
  const input = (changes: Partial<GetMetricDataCommandInput> = {}): GetMetricDataCommandInput => ({
    StartTime: new Date(beginning),
    EndTime: new Date(beginning + 5 * minute),
    MetricDataQueries: [
      { ...queryOf({ dimensions: instance(instance1) }), Id: 'a' },
      { ...queryOf({ dimensions: instance('none') }), Id: 'b', Label: 'nothing' },
      { ...queryOf({ dimensions: instance(instance2) }), Id: 'c' },
    ],
    ...changes,
  });

  it('answers every query, the newest point first', async () => {
    pass(rds, 2);
    const { MetricDataResults } = await cloudWatchClient(rds).send(new GetMetricDataCommand(input()));
    expect(MetricDataResults).toEqual([
      {
        Id: 'a',
        Label: 'DatabaseConnections',
        Timestamps: [new Date(beginning + minute), new Date(beginning)],
        Values: [5, 5],
        StatusCode: 'Complete',
      },
      { Id: 'b', Label: 'nothing', Timestamps: [], Values: [], StatusCode: 'Complete' },
      expect.objectContaining({ Id: 'c', Values: [5, 5] }),
    ]);
  });

  it('gives points in pages, and says what is not complete', async () => {
    pass(rds, 5);
    const client = cloudWatchClient(rds);
    const pages: string[] = [];
    for await (const { MetricDataResults = [] } of paginateGetMetricData({ client }, input({ MaxDatapoints: 4 }))) {
      pages.push(
        MetricDataResults.map(({ Id, Values, StatusCode }) => `${Id}${Values?.length} ${StatusCode}`).join(' '),
      );
    }
    expect(pages).toEqual([
      'a4 PartialData b0 Complete c0 PartialData',
      'a1 Complete b0 Complete c3 PartialData',
      'a0 Complete b0 Complete c2 Complete',
    ]);
  });

  it.each<[string, Partial<GetMetricDataCommandInput>, string, string]>([
    ['a window the wrong way round', { EndTime: new Date(0) }, 'ValidationError', 'StartTime must be less than'],
    ['no query', { MetricDataQueries: [] }, 'ValidationError', '1 to 500 queries'],
    ['an expression', { MetricDataQueries: [{ Id: 'e', Expression: 'm1 * 2' }] }, 'ValidationError', 'no expressions'],
    [
      'an id twice',
      { MetricDataQueries: [queryOf({ dimensions: {} }), queryOf({ dimensions: {} })] },
      'ValidationError',
      'm1 is there twice',
    ],
    ['a token that is none', { NextToken: 'none' }, 'InvalidNextToken', 'token'],
    [
      'a percentile',
      { MetricDataQueries: [queryOf({ dimensions: {}, stat: 'p99' })] },
      'ValidationError',
      'm1 asks for p99',
    ],
    [
      'a query without an id',
      { MetricDataQueries: [{ Id: undefined }] },
      'MissingParameter',
      'The parameter MetricDataQueries.1.Id is required.',
    ],
  ])('refuses %s', async (_what, changes, code, message) => {
    const refusal = await refusalOf(cloudWatchClient(rds).send(new GetMetricDataCommand(input(changes))));
    expect(refusal).toEqual({ code, status: 400, message: expect.stringContaining(message) });
  });

  it('is hit by faults on calls, in the codes of CloudWatch', async () => {
    rds.addFault({ kind: 'call', operation: 'GetMetricData', effect: 'throttling' });
    const { $metadata } = await cloudWatchClient(rds).send(new GetMetricDataCommand(input()));
    expect($metadata.attempts).toBe(2);
    rds.addFault({ kind: 'call', operation: 'monitoring:*', effect: 'access-denied' });
    expect(await refusalOf(cloudWatchClient(rds).send(new GetMetricDataCommand(input())))).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('is not authorized to perform: cloudwatch:GetMetricData'),
    });
  });
});

describe('GetMetricStatistics', () => {
  const statistics = (changes: object = {}) =>
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/RDS',
      MetricName: 'DatabaseConnections',
      Dimensions: [{ Name: 'DBClusterIdentifier', Value: clusterId }],
      StartTime: new Date(beginning),
      EndTime: new Date(beginning + 10 * minute),
      Period: 300,
      Statistics: ['Maximum', 'SampleCount'],
      ...changes,
    });

  it('answers the statistics that are asked for, in no chronological order', async () => {
    pass(rds, 6);
    expect(await cloudWatchClient(rds).send(statistics())).toMatchObject({
      Label: 'DatabaseConnections',
      Datapoints: [
        { Timestamp: new Date(beginning + 5 * minute), Maximum: 5, SampleCount: 2, Unit: 'Count' },
        { Timestamp: new Date(beginning), Maximum: 5, SampleCount: 10, Unit: 'Count' },
      ],
    });
    const other = await cloudWatchClient(rds).send(statistics({ Unit: 'Bytes' }));
    expect(other.Datapoints).toEqual([]);
  });

  it.each([
    [{ EndTime: new Date(0) }, 'InvalidParameterCombination'],
    [{ Period: 61 }, 'InvalidParameterValue'],
    [{ Statistics: undefined }, 'InvalidParameterValue'],
    [{ Period: 60, EndTime: new Date(beginning + 1441 * minute) }, 'InvalidParameterCombination'],
    [{ Namespace: undefined }, 'MissingParameter'],
  ])('refuses %j', async (changes, code) => {
    expect(await refusalOf(cloudWatchClient(rds).send(statistics(changes)))).toMatchObject({ code, status: 400 });
  });

  it('is understood as AWS Query too', () => {
    pass(rds, 2);
    const authorization = 'AWS4-HMAC-SHA256 Credential=A/20260101/ap-northeast-1/monitoring/aws4_request, Signature=0';
    const form = new URLSearchParams({
      Action: 'GetMetricStatistics',
      Namespace: 'AWS/RDS',
      MetricName: 'DatabaseConnections',
      'Dimensions.member.1.Name': 'DBInstanceIdentifier',
      'Dimensions.member.1.Value': instance1,
      StartTime: '2026-01-15T01:00:00Z',
      EndTime: '2026-01-15T01:01:00Z',
      Period: '60',
      'Statistics.member.1': 'Sum',
    });
    const answer = rds.handle({ method: 'POST', path: '/', headers: { authorization }, body: form.toString() });
    expect(answer).toMatchObject({
      status: 200,
      body: expect.stringContaining(
        '<GetMetricStatisticsResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><GetMetricStatisticsResult>' +
          '<Label>DatabaseConnections</Label><Datapoints><member><Timestamp>2026-01-15T01:00:00Z</Timestamp><Sum>5</Sum>',
      ),
    });
  });
});
