import { type Facts, fact, type View } from '../view/view';
import { looked } from './looked';
import type { Sources } from './sources';

/** Points come a minute or two late. */
const recent = 10 * 60_000;
const minute = 60_000;

/** RDS's own sessions are not counted, so 0 can be reached. */
export async function clientsOnOld(view: View, { metrics }: Sources): Promise<Facts['clientsOnOld']> {
  const instances = fact(view, 'old')?.instances ?? [];
  if (instances.length === 0) return { kind: 'seen', value: [] };
  return looked(async () => {
    const to = Math.ceil(view.now / minute) * minute;
    const asked = instances.map(({ identifier }) => ({
      name: 'DatabaseConnections' as const,
      instance: identifier,
      statistic: 'Maximum' as const,
      period: 60,
    }));
    const series = await metrics.values(asked, { from: to - recent, to });
    return instances.map(({ identifier }, index) => {
      const newest = series[index]?.at(-1);
      return { instance: identifier, ...(newest && { at: newest.at, connections: newest.value }) };
    });
  });
}
