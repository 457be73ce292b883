import type { Action } from '../action';
import { deleteAlarms, describeAlarms, listTagsForResource, putMetricAlarm } from './alarms';
import { getMetricData } from './get-metric-data';
import { getMetricStatistics } from './get-metric-statistics';

/** What is played of CloudWatch: some metrics of Aurora instances and clusters, and alarms that are kept. */
// biome-ignore lint/suspicious/noExplicitAny: each action has the input and output types of its own operation
export const cloudWatchActions: Record<string, Action<any, any>> = {
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  DeleteAlarms: deleteAlarms,
  DescribeAlarms: describeAlarms,
  ListTagsForResource: listTagsForResource,
  PutMetricAlarm: putMetricAlarm,
};
