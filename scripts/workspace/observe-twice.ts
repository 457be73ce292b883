import { observe } from '../observed/observe';
import { apart } from '../runbook/two-looks';
import { UpgradeError } from '../runtime/errors';
import type { Fact, View } from '../view/view';
import type { ReadingConnection } from './connections';

/**
 * Reads what a command starts with. A cluster that seems not to exist, and a view for which `over` says that there is nothing to do,
 * are read once more some seconds later: one empty or old answer must not end a command.
 */
export async function observeTwice(
  view: View,
  names: readonly Fact[],
  connection: ReadingConnection,
  over: (view: View) => boolean = () => false,
): Promise<void> {
  try {
    await observe(view, names, connection);
    if (!over(view)) return;
  } catch (error) {
    if (!(error instanceof UpgradeError && error.code === 'CLUSTER_NOT_FOUND')) throw error;
  }
  await connection.clock.sleep(apart);
  await observeAnew(view, names, connection);
}

export async function observeAnew(view: View, names: readonly Fact[], connection: ReadingConnection): Promise<void> {
  view.facts = {};
  view.now = connection.clock.now();
  await observe(view, names, connection);
}
