import { fact, type View } from '../../observed/view';
import { minutes, type Waiting } from '../step';

/** After the switchover its members settle within moments; until then nothing can be said or changed of them. */
export function waitForProduction(view: View): Waiting | undefined {
  const { cluster, instances } = fact(view, 'production');
  const unwell = [cluster, ...instances].filter((it) => it.status !== 'available');
  if (unwell.length === 0) return undefined;
  return {
    state: 'wait',
    for: `production to be available: ${unwell.map((it) => `${it.identifier} ${it.status}`).join(', ')}`,
    watch: ['production'],
    limit: minutes(60),
    every: 5_000,
    remedy: 'Look at the members named in the console and run the command again.',
  };
}
