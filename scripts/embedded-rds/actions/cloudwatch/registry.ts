import type { Action } from '../action';
import { getMetricData } from './get-metric-data';
import { getMetricStatistics } from './get-metric-statistics';

/** What is played of CloudWatch: the connections of Aurora instances and clusters. */
// biome-ignore lint/suspicious/noExplicitAny: each action has the input and output types of its own operation
export const cloudWatchActions: Record<string, Action<any, any>> = {
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
};
