import { type Fact, fact, type View } from '../view/view';
import { minutes, type Step, type Waiting } from './step';

/** How long a list of deployments is distrusted that something else contradicts. */
const doubt = minutes(2);

/**
 * RDS lists no deployment of a cluster, although something exists that only a deployment leaves: the list may lag behind, and is read
 * again for a while. Undefined if it stays the same all that time.
 */
export function awaitRecord({ id }: Pick<Step, 'id'>, view: View, left: string[], watch: Fact[]): Waiting | undefined {
  const { underway, finished } = fact(view, 'deployments');
  if (underway !== undefined || finished !== undefined || left.length === 0) return undefined;
  const { [`${id} shown`]: begun = view.now } = view.memory.waits;
  if (view.now - begun >= doubt) return undefined;
  return {
    state: 'wait',
    for: { what: 'shown', of: [`which deployment ${left.join(', ')} belongs to, or that there is none`] },
    watch: ['deployments', ...watch],
    limit: minutes(10),
    every: 15_000,
    expected: 'two minutes at most',
    remedy: 'Run the command again.',
  };
}
