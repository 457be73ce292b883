import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { cloudWatchFault, ServiceFault } from '../../wire/service-fault';
import { metricPeriods, statistic, statistics } from '../../world/connections/connection-metric';
import type { Action, ActionContext } from '../action';

const mostQueries = 500;
const mostPoints = 100_800;

interface Point {
  query: number;
  at: number;
  value: number;
}

/** Metrics only, without expressions. A metric that nobody published is an empty result, and no fault. */
export const getMetricData: Action<GetMetricDataInput, GetMetricDataOutput> = (context, input) => {
  const queries = checkedQueries(input);
  const size = input.MaxDatapoints ?? mostPoints;
  if (!Number.isInteger(size) || size < 1 || size > mostPoints) {
    throw invalid(`MaxDatapoints must be between 1 and ${mostPoints}, not ${size}.`);
  }
  const isAscending = input.ScanBy === 'TimestampAscending';
  const points = queries.flatMap((query, index) => pointsOf(context, input, query, index));
  points.sort((a, b) => a.query - b.query || (isAscending ? a.at - b.at : b.at - a.at));
  const first = offsetIn(input.NextToken);
  const page = points.slice(first, first + size);
  const next = first + size < points.length ? Buffer.from(`${first + size}`).toString('base64url') : undefined;
  const results = queries.flatMap((query, index): MetricDataResult[] => {
    if (query.ReturnData === false) return [];
    const own = page.filter((point) => point.query === index);
    const isCut = next !== undefined && points.some((point, i) => point.query === index && i >= first + size);
    return [
      {
        Id: query.Id,
        Label: query.Label ?? query.MetricStat?.Metric?.MetricName,
        Timestamps: own.map(({ at }) => new Date(at)),
        Values: own.map(({ value }) => value),
        StatusCode: isCut ? 'PartialData' : 'Complete',
      },
    ];
  });
  return { MetricDataResults: results, Messages: [], NextToken: next };
};

function pointsOf(
  { region, now }: ActionContext,
  { StartTime, EndTime }: GetMetricDataInput,
  { MetricStat, ReturnData }: MetricDataQuery,
  query: number,
): Point[] {
  if (ReturnData === false) return [];
  const request = {
    namespace: MetricStat?.Metric?.Namespace ?? '',
    metric: MetricStat?.Metric?.MetricName ?? '',
    dimensions: MetricStat?.Metric?.Dimensions ?? [],
    unit: MetricStat?.Unit,
    period: (MetricStat?.Period ?? 0) * 1000,
    from: StartTime?.getTime() ?? 0,
    to: EndTime?.getTime() ?? 0,
  };
  const periods = metricPeriods(region, request, now);
  return periods.map(({ at, samples }) => ({ query, at, value: statistic(MetricStat?.Stat ?? '', samples) ?? 0 }));
}

function checkedQueries({ MetricDataQueries = [], StartTime, EndTime }: GetMetricDataInput): MetricDataQuery[] {
  if (MetricDataQueries.length === 0 || MetricDataQueries.length > mostQueries) {
    throw invalid(`A call takes 1 to ${mostQueries} queries, not ${MetricDataQueries.length}.`);
  }
  if (StartTime === undefined || EndTime === undefined || StartTime >= EndTime) {
    throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  }
  const ids = new Set<string>();
  for (const { Id = '', Expression, MetricStat } of MetricDataQueries) {
    if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id)) throw invalid(`The id ${JSON.stringify(Id)} of a query is not valid.`);
    if (ids.has(Id)) throw invalid(`The ids of queries must be unique: ${Id} is there twice.`);
    ids.add(Id);
    if (Expression !== undefined) throw invalid(`This server computes no expressions: ${Id} must be a MetricStat.`);
    const { Stat = '', Period = 0 } = MetricStat ?? {};
    if (!statistics.includes(Stat))
      throw invalid(`This server computes ${statistics.join(', ')}; ${Id} asks for ${Stat}.`);
    if (Period <= 0 || Period % 60 !== 0) throw invalid(`The period of ${Id} must be a multiple of 60 seconds.`);
  }
  return MetricDataQueries;
}

/** How many points earlier pages had. */
function offsetIn(token: string | undefined): number {
  if (token === undefined || token === '') return 0;
  const text = Buffer.from(token, 'base64url').toString();
  if (!/^[1-9]\d*$/.test(text)) throw cloudWatchFault('InvalidNextToken', 'The next token specified is invalid.');
  return Number(text);
}

/** The model declares no fault for this; clients see the code `ValidationError`. */
function invalid(message: string): ServiceFault {
  return new ServiceFault('ValidationError', 400, message, 'ValidationException');
}
