import * as sdk from '@aws-sdk/client-cloudwatch';
import { UpgradeError } from '../../runtime/errors';
import { RdsUnreachable, translate } from '../faults';
import type { Target } from '../target';
import { toldError } from '../told-error';
import {
  type Alarm,
  type Alarms,
  type ConnectionSeries,
  type Measured,
  type Metric,
  type MetricsPort,
  type Point,
  period,
  type Window,
} from './metrics-port';

/** The maximum per call. */
const queriesAtOnce = 500;
/** Of alarms, a hundred each. */
const mostPages = 10;

const dimensionOf = { cluster: 'DBClusterIdentifier', instance: 'DBInstanceIdentifier' } as const;

/** The port over the SDK. Loading the client takes a while: this file is loaded only if metrics are needed. */
export class SdkMetrics implements MetricsPort {
  constructor(
    private readonly client: sdk.CloudWatchClient,
    private readonly target: Target,
  ) {}

  async connections(of: readonly Measured[], window: Window): Promise<ConnectionSeries[]> {
    const all: ConnectionSeries[] = [];
    for (let first = 0; first < of.length; first += queriesAtOnce) {
      all.push(...(await this.read(of.slice(first, first + queriesAtOnce), window)));
    }
    return all;
  }

  async values(metrics: readonly Metric[], window: Window): Promise<Point[][]> {
    return this.points(
      metrics.map(({ name, instance, statistic, period }) => ({
        MetricName: name,
        of: { kind: 'instance', identifier: instance },
        Stat: statistic,
        Period: period,
      })),
      window,
    );
  }

  async alarms(): Promise<Alarms> {
    const alarms: Alarm[] = [];
    const pages = sdk.paginateDescribeAlarms({ client: this.client, pageSize: 100 }, { AlarmTypes: ['MetricAlarm'] });
    let read = 0;
    try {
      for await (const page of pages) {
        alarms.push(...(page.MetricAlarms ?? []).map(parseAlarm));
        read += 1;
        if (read === mostPages) return { alarms, complete: page.NextToken === undefined };
      }
    } catch (error) {
      throw translate('DescribeAlarms', error, this.target.hostOf('cloudwatch'), 'CloudWatch');
    } finally {
      this.target.refuseMixed();
    }
    return { alarms, complete: true };
  }

  private async read(of: readonly Measured[], window: Window): Promise<ConnectionSeries[]> {
    const found = await this.points(
      of.map((each) => ({ MetricName: 'DatabaseConnections', of: each, Stat: 'Maximum', Period: period / 1000 })),
      window,
    );
    return of.map((each, index) => ({
      ...each,
      points: found[index]!.map(({ at, value }) => ({ at, connections: value })),
    }));
  }

  /** Of each query, oldest first. */
  private async points(queries: readonly Query[], { from, to }: Window): Promise<Point[][]> {
    const pages = sdk.paginateGetMetricData(
      { client: this.client },
      {
        StartTime: new Date(from),
        EndTime: new Date(to),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: queries.map(queryOf),
      },
    );
    const series = queries.map((): Point[] => []);
    try {
      for await (const page of pages) for (const result of page.MetricDataResults ?? []) take(result, series, page);
    } catch (error) {
      throw translate('GetMetricData', error, this.target.hostOf('cloudwatch'), 'CloudWatch');
    } finally {
      this.target.refuseMixed();
    }
    for (const points of series) points.sort((a, b) => a.at - b.at);
    return series;
  }
}

interface Query {
  MetricName: string;
  of: Measured;
  Stat: string;
  /** Seconds. */
  Period: number;
}

function queryOf({ MetricName, of, Stat, Period }: Query, index: number): sdk.MetricDataQuery {
  return {
    Id: `m${index}`,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/RDS',
        MetricName,
        Dimensions: [{ Name: dimensionOf[of.kind], Value: of.identifier }],
      },
      Period,
      Stat,
    },
    ReturnData: true,
  };
}

/** An alarm watches one metric, or an expression over several. */
function parseAlarm({ AlarmName = '', Dimensions = [], Metrics = [] }: sdk.MetricAlarm): Alarm {
  const all = [...Dimensions, ...Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric?.Dimensions ?? [])];
  return {
    name: AlarmName,
    dimensions: all.flatMap(({ Value }) => Value ?? []),
    expressions: Metrics.flatMap(({ Expression }) => Expression ?? []),
  };
}

/** A result may come in parts, one a page. What is known to be incomplete must not be taken for the whole. */
function take(result: sdk.MetricDataResult, series: Point[][], page: sdk.GetMetricDataCommandOutput): void {
  if (result.StatusCode === 'Forbidden') {
    throw new UpgradeError({
      code: 'ACCESS_DENIED',
      message: `AWS denied GetMetricData: ${textOf(result, page)}`,
      remedy:
        'Give the role the permission cloudwatch:GetMetricData (scripts/policies/README.md) and run the same command again.',
    });
  }
  if (result.StatusCode === 'InternalError') {
    throw new RdsUnreachable(
      'GetMetricData',
      `CloudWatch answered with an internal error: ${textOf(result, page)}`,
      false,
    );
  }
  const found = series[Number(result.Id?.slice(1))];
  if (found === undefined) return;
  for (const [index, time] of (result.Timestamps ?? []).entries()) {
    const value = result.Values?.[index];
    if (value !== undefined) found.push({ at: time.getTime(), value });
  }
}

function textOf({ Messages = [] }: sdk.MetricDataResult, { $metadata }: sdk.GetMetricDataCommandOutput): string {
  const message = Messages.map(({ Value, Code }) => Value ?? Code).join(' ') || 'it gives no reason';
  return toldError({ message, $metadata });
}
