import * as sdk from '@aws-sdk/client-cloudwatch';
import { UpgradeError } from '../../runtime/errors';
import { RdsUnreachable, translate } from '../faults';
import type { Target } from '../target';
import { toldError } from '../told-error';
import { type ConnectionSeries, type Measured, type MetricsPort, period, type Window } from './metrics-port';

/** The maximum per call. */
const queriesAtOnce = 500;

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

  private async read(of: readonly Measured[], { from, to }: Window): Promise<ConnectionSeries[]> {
    const pages = sdk.paginateGetMetricData(
      { client: this.client },
      {
        StartTime: new Date(from),
        EndTime: new Date(to),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: of.map(queryOf),
      },
    );
    const series = of.map((each): ConnectionSeries => ({ ...each, points: [] }));
    try {
      for await (const page of pages) for (const result of page.MetricDataResults ?? []) take(result, series, page);
    } catch (error) {
      throw translate('GetMetricData', error, this.target.hostOf('cloudwatch'), 'CloudWatch');
    } finally {
      this.target.refuseMixed();
    }
    for (const { points } of series) points.sort((a, b) => a.at - b.at);
    return series;
  }
}

function queryOf({ kind, identifier }: Measured, index: number): sdk.MetricDataQuery {
  return {
    Id: `m${index}`,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/RDS',
        MetricName: 'DatabaseConnections',
        Dimensions: [{ Name: dimensionOf[kind], Value: identifier }],
      },
      Period: period / 1000,
      Stat: 'Maximum',
    },
    ReturnData: true,
  };
}

/** A result may come in parts, one a page. What is known to be incomplete must not be taken for the whole. */
function take(result: sdk.MetricDataResult, series: ConnectionSeries[], page: sdk.GetMetricDataCommandOutput): void {
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
    const connections = result.Values?.[index];
    if (connections !== undefined) found.points.push({ at: time.getTime(), connections });
  }
}

function textOf({ Messages = [] }: sdk.MetricDataResult, { $metadata }: sdk.GetMetricDataCommandOutput): string {
  const message = Messages.map(({ Value, Code }) => Value ?? Code).join(' ') || 'it gives no reason';
  return toldError({ message, $metadata });
}
