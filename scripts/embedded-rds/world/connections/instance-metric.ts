import { playedEngine, playedEngines } from '../../data/engines';
import type { Scene } from '../scene';
import type { ConnectionSpan, Region } from '../world';

type Metric = (span: ConnectionSpan, at: number, region: Region) => number | undefined;

/** Of a writer of 16 GiB that is used: no source tells more, and a test may say something else. */
const usualMemory = 6 * 1024 ** 3;

/**
 * The metrics of single instances that are played beside connections, and what a healthy instance publishes
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html). Lags are published while
 * something replicates: of blue's writer, or of green's.
 */
const metrics: Record<string, Metric> = {
  FreeableMemory: () => usualMemory,
  // Without Database Insights or Performance Insights there is none; a test says what it is.
  DBLoad: () => undefined,
  ...Object.fromEntries(
    Object.values(playedEngines).map(({ lag: { metric, end } }): [string, Metric] => [
      metric,
      (span, at, region) => (replicates(span, at, region, metric, end) ? 0 : undefined),
    ]),
  ),
};

export const isPublished = (metric: string): boolean => Object.hasOwn(metrics, metric);

/** Of the minute that begins at `at`. */
export function metricValue(region: Region, resourceId: string, metric: string, span: ConnectionSpan, at: number) {
  const set = region.metricSpans[`${metric} ${resourceId}`]?.findLast(({ since }) => since <= at + 60_000);
  return set === undefined ? metrics[metric]?.(span, at, region) : set.value;
}

/** From now on. */
export function setMetric({ region, now }: Scene, resourceId: string, metric: string, value: number | undefined): void {
  const name = `${metric} ${resourceId}`;
  const since = value === undefined ? { since: now } : { since: now, value };
  region.metricSpans[name] = [...(region.metricSpans[name] ?? []), since];
}

function replicates(
  span: ConnectionSpan,
  at: number,
  region: Region,
  metric: string,
  end: 'source' | 'target',
): boolean {
  if (!span.isWriter) return false;
  return Object.values(region.deployments).some((deployment) => {
    const cluster = region.clusters[deployment[end] ?? ''];
    if (cluster?.identifier !== span.cluster || playedEngine(cluster.engine).lag.metric !== metric) return false;
    return deployment.createdAt <= at;
  });
}
