import type { Point } from '../aws/cloudwatch/metrics-port';
import type { QuietestHour } from '../view/load';
import { type Facts, fact, type View } from '../view/view';
import { looked } from './looked';
import type { Sources } from './sources';

/** Points come a minute or two late. */
const recent = 10 * 60_000;
const minute = 60_000;
const hour = 60 * minute;
/** Of fewer hours none is the quietest of a week. */
const hours = 7 * 24;

const names = { connections: 'DatabaseConnections', active: 'DBLoad' } as const;

const writerOf = (view: View) =>
  fact(view, 'production').cluster.members.find(({ writer }) => writer)?.instanceIdentifier;

export async function load(view: View, { metrics }: Sources): Promise<Facts['load']> {
  const instance = writerOf(view);
  if (instance === undefined) return { kind: 'seen', value: {} };
  return looked(async () => {
    const to = Math.ceil(view.now / minute) * minute;
    const asked = [
      { name: names.connections, instance, statistic: 'Maximum', period: 60 },
      { name: names.active, instance, statistic: 'Average', period: 60 },
    ] as const;
    const [connections = [], active = []] = await metrics.values(asked, { from: to - recent, to });
    return { instance, connections: connections.at(-1), active: active.at(-1) };
  });
}

/** Whole hours of UTC, so that the name of the hour is one that people use. */
export async function quietestHour(view: View, { metrics }: Sources): Promise<Facts['quietestHour']> {
  const instance = writerOf(view);
  if (instance === undefined) return { kind: 'seen', value: null };
  return looked(async () => {
    const to = Math.floor(view.now / hour) * hour;
    const asked = (['active', 'connections'] as const).map((of) => ({
      name: names[of],
      instance,
      statistic: 'Average' as const,
      period: 3600,
    }));
    const [active = [], connections = []] = await metrics.values(asked, { from: to - hours * hour, to });
    return quietest(active, 'active') ?? quietest(connections, 'connections');
  });
}

/** An hour that is missing may have been the quietest; a day of them is too many to say anything. */
function quietest(points: readonly Point[], of: QuietestHour['of']): QuietestHour | null {
  if (points.length < hours - 24) return null;
  const least = points.reduce((best, point) => (point.value < best.value ? point : best));
  return { ...least, of };
}
