import type { Dimension } from '@aws-sdk/client-cloudwatch';
import type { ConnectionSpan, Region } from '../world';
import { isPublished, metricValue } from './instance-metric';

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * How long CloudWatch keeps points of a resolution
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html).
 */
const retention: [period: number, age: number][] = [
  [60 * minute, 455 * day],
  [5 * minute, 63 * day],
  [minute, 15 * day],
];

interface MetricRequest {
  namespace: string;
  metric: string;
  dimensions: Dimension[];
  /** Undefined: any. */
  unit?: string;
  /** Milliseconds. */
  period: number;
  from: number;
  /** Excluded. */
  to: number;
}

/** All that was published in one period. */
interface MetricPeriod {
  /** Its beginning. */
  at: number;
  samples: Samples[];
}

/** The same value, published in several minutes. */
interface Samples {
  value: number;
  count: number;
}

/**
 * A metric as instances have published it, one point for each whole minute, in the request's periods, oldest
 * first. What is no such metric, and periods in which nothing was published, are not in it: CloudWatch knows no zero that
 * nobody sent. Periods are counted from the beginning of the window, in whole minutes.
 */
export function metricPeriods(region: Region, request: MetricRequest, now: number): MetricPeriod[] {
  const publishes = publisher(request);
  if (publishes === undefined) return [];
  const valueIn = (resourceId: string, span: ConnectionSpan, at: number) =>
    request.metric === connections ? span.connections : metricValue(region, resourceId, request.metric, span, at);
  const from = Math.floor(request.from / minute) * minute;
  const kept = retention.find(([resolution]) => request.period % resolution === 0)?.[1] ?? 0;
  const oldest = Math.max(from, Math.ceil((now - kept) / minute) * minute);
  // A minute's point is there when the minute is over.
  const newest = Math.min(request.to, Math.floor(now / minute) * minute);
  const periods = new Map<number, Samples[]>();
  for (const [resourceId, spans] of Object.entries(region.connectionSpans)) {
    for (const [i, span] of spans.entries()) {
      if (span.connections === undefined || !publishes(span)) continue;
      const end = Math.min(newest, spans[i + 1]?.since ?? Number.POSITIVE_INFINITY);
      for (let at = Math.max(oldest, Math.ceil(span.since / minute) * minute); at < end; ) {
        const period = from + Math.floor((at - from) / request.period) * request.period;
        // Connections stay the same over a span; what else is published may change with each minute.
        const whole = Math.ceil((Math.min(end, period + request.period) - at) / minute);
        const count = request.metric === connections ? whole : 1;
        const value = valueIn(resourceId, span, at);
        if (value !== undefined) periods.set(period, [...(periods.get(period) ?? []), { value, count }]);
        at += count * minute;
      }
    }
  }
  return [...periods].map(([at, samples]) => ({ at, samples })).sort((a, b) => a.at - b.at);
}

const connections = 'DatabaseConnections';

export const unitOf = (metric: string): 'Count' | 'Bytes' | 'Seconds' =>
  metric === connections || metric === 'DBLoad' ? 'Count' : metric === 'AuroraBinlogReplicaLag' ? 'Seconds' : 'Bytes';

/** A metric is its exact set of dimensions: RDS publishes these three of `DatabaseConnections`, among others. */
function publisher(request: MetricRequest): ((span: ConnectionSpan) => boolean) | undefined {
  if (request.namespace !== 'AWS/RDS') return undefined;
  const isPlayed = request.metric === connections || isPublished(request.metric);
  if (!isPlayed || (request.unit !== undefined && request.unit !== unitOf(request.metric))) return undefined;
  const values = new Map(request.dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
  switch ([...values.keys()].sort().join(' ')) {
    case 'DBInstanceIdentifier':
      return ({ instance }) => instance === values.get('DBInstanceIdentifier');
    case 'DBClusterIdentifier':
      return ({ cluster }) => cluster === values.get('DBClusterIdentifier');
    case 'DBClusterIdentifier Role':
      return ({ cluster, isWriter }) =>
        cluster === values.get('DBClusterIdentifier') && values.get('Role') === (isWriter ? 'WRITER' : 'READER');
    default:
      return undefined;
  }
}

/** What a statistic says of a period; undefined for one that this server does not compute (percentiles and their like). */
export function statistic(name: string, samples: Samples[]): number | undefined {
  const values = samples.map(({ value }) => value);
  const count = samples.reduce((total, each) => total + each.count, 0);
  const sum = samples.reduce((total, each) => total + each.value * each.count, 0);
  switch (name) {
    case 'SampleCount':
      return count;
    case 'Sum':
      return sum;
    case 'Average':
      return sum / count;
    case 'Minimum':
      return Math.min(...values);
    case 'Maximum':
      return Math.max(...values);
    default:
      return undefined;
  }
}

export const statistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];
