import { engines } from '../engines';
import { type Facts, fact, type View } from '../view/view';
import { looked } from './looked';
import type { Sources } from './sources';

/** Points come a minute or two late. */
const recent = 10 * 60_000;
const minute = 60_000;

/** The newest point of the last minutes; CloudWatch's silence is no zero. */
export async function lag(view: View, { metrics }: Sources): Promise<Facts['lag']> {
  const { metric, of } = engines[view.desired.annotation.engine].lag;
  const measured = of === 'blue' ? fact(view, 'production') : fact(view, 'green');
  const instance = measured?.cluster.members.find((member) => member.writer)?.instanceIdentifier;
  if (instance === undefined) return { kind: 'seen', value: null };
  return looked(async () => {
    const to = Math.ceil(view.now / minute) * minute;
    const asked = { name: metric, instance, statistic: 'Maximum', period: 60 } as const;
    const [points = []] = await metrics.values([asked], { from: to - recent, to });
    const newest = points.at(-1);
    return newest === undefined ? null : { metric, instance, ...newest };
  });
}
