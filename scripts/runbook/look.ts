import { RdsFault } from '../aws/faults';
import { observe } from '../observed/observe';
import type { Sources } from '../observed/sources';
import { UpgradeError } from '../runtime/errors';
import type { Fact, View } from '../view/view';
import type { Step } from './step';
import { failedLook, type Tick, type TickOptions, tick } from './tick';
import { unexpectedFault } from './unexpected-fault';

/** What one torn or empty answer may cause; everything else that goes wrong stays wrong. */
const worthAnotherLook = new Set(['CLUSTER_NOT_FOUND', 'RDS_ANSWER_INCOMPLETE', 'VERSION_UNREADABLE']);

/**
 * Reads what the tick asks for, until it says something. The facts that were read are in `view.facts` afterwards.
 *
 * @param options.read  read in any case, before the first tick
 */
export async function look(
  view: View,
  steps: readonly Step[],
  sources: Sources,
  options: TickOptions & { read?: readonly Fact[] } = {},
): Promise<Tick> {
  let first = options.read ?? [];
  for (;;) {
    try {
      await observe(view, first, sources);
      first = [];
      const ticked = tick(view, steps, options);
      if (ticked.todo.do !== 'observe') return ticked;
      await observe(view, ticked.todo.facts, sources);
    } catch (error) {
      // Gone between two reads, or not listed yet: the next look tells.
      const failure = error instanceof RdsFault ? unexpectedFault(view, error) : error;
      if (!(failure instanceof UpgradeError && (worthAnotherLook.has(failure.code) || failure !== error))) throw error;
      return failedLook(view, failure);
    }
  }
}
