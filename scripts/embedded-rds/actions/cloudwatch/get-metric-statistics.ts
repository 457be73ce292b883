import type { Datapoint, GetMetricStatisticsInput, GetMetricStatisticsOutput } from '@aws-sdk/client-cloudwatch';
import { cloudWatchFault } from '../../wire/service-fault';
import { metricPeriods, statistic, statistics, unitOf } from '../../world/connections/connection-metric';
import type { Action } from '../action';

const mostPoints = 1440;

/**
 * "Data points are not returned in chronological order"
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html): here the newest come first.
 */
export const getMetricStatistics: Action<GetMetricStatisticsInput, GetMetricStatisticsOutput> = (context, input) => {
  check(input);
  const request = {
    namespace: input.Namespace ?? '',
    metric: input.MetricName ?? '',
    dimensions: input.Dimensions ?? [],
    unit: input.Unit,
    period: (input.Period ?? 0) * 1000,
    from: input.StartTime?.getTime() ?? 0,
    to: input.EndTime?.getTime() ?? 0,
  };
  const points = metricPeriods(context.region, request, context.now).map(({ at, samples }): Datapoint => {
    const values = (input.Statistics ?? []).map((name) => [name, statistic(name, samples)]);
    return { Timestamp: new Date(at), Unit: unitOf(request.metric), ...Object.fromEntries(values) };
  });
  return { Label: input.MetricName, Datapoints: points.reverse() };
};

function check({
  StartTime,
  EndTime,
  Period = 0,
  Statistics = [],
  ExtendedStatistics,
}: GetMetricStatisticsInput): void {
  if (StartTime === undefined || EndTime === undefined || StartTime >= EndTime) {
    throw cloudWatchFault(
      'InvalidParameterCombinationException',
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  }
  if (Period <= 0 || Period % 60 !== 0) {
    throw cloudWatchFault('InvalidParameterValueException', 'The parameter Period must be a multiple of 60.');
  }
  const unknown = Statistics.find((name) => !statistics.includes(name)) ?? ExtendedStatistics?.[0];
  if (Statistics.length === 0 || unknown !== undefined) {
    throw cloudWatchFault('InvalidParameterValueException', `This server computes ${statistics.join(', ')}.`);
  }
  const points = Math.ceil((EndTime.getTime() - StartTime.getTime()) / (Period * 1000));
  if (points > mostPoints) {
    throw cloudWatchFault(
      'InvalidParameterCombinationException',
      `You have requested up to ${points} datapoints, which exceeds the limit of 1,440. You may reduce the datapoints ` +
        'requested by increasing Period, or decreasing the time range.',
    );
  }
}
