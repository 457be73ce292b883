import { type ConnectionSeries, period, type Window } from '../aws/cloudwatch/metrics-port';

/** What CloudWatch says of connections to an old environment, or why it says nothing. */
export type Connections =
  | { kind: 'read'; window: Window; series: ConnectionSeries[] }
  | { kind: 'denied'; message: string; remedy: string };

export interface Use {
  identifier: string;
  /** The most at once. */
  most: number;
  /** The end of the last five minutes that saw more than is allowed. */
  last: number;
}

interface Silence {
  identifier: string;
  /** Of which CloudWatch has no data. */
  from: number;
  to: number;
}

/** CloudWatch is some minutes late, and an instance that restarts is silent for some. */
const patience = 15 * 60_000;

/** Who was connected to more than `allowed` times at once, over the whole window. */
export function uses(series: readonly ConnectionSeries[], allowed: number): Use[] {
  return series.flatMap(({ identifier, points }) => {
    const over = points.filter(({ connections }) => connections > allowed);
    if (over.length === 0) return [];
    const most = Math.max(...over.map(({ connections }) => connections));
    return [{ identifier, most, last: Math.max(...over.map(({ at }) => at)) + period }];
  });
}

/**
 * The longest silence of each instance that is longer than CloudWatch and RDS explain: no data is no proof of no connection.
 * A cluster's own series is not asked for it: its instances' say the same, each for itself.
 */
export function silences(series: readonly ConnectionSeries[], { from, to }: Window): Silence[] {
  return series
    .filter(({ kind }) => kind === 'instance')
    .flatMap(({ identifier, points }) => {
      let heard = from;
      let longest = { identifier, from, to: from };
      for (const at of [...points.map((point) => point.at), to]) {
        if (at - heard > longest.to - longest.from) longest = { identifier, from: heard, to: at };
        heard = Math.max(heard, at + period);
      }
      return longest.to - longest.from > patience ? [longest] : [];
    });
}
