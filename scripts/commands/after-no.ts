import { askYesNo } from '../cli/ask';
import type { CommandContext } from '../cli/command';
import type { DesiredCluster } from '../desired/desired-cluster';
import { errorEvent } from '../report/error-event';
import { ExitCode, UpgradeError } from '../runtime/errors';

interface Turn {
  cluster: DesiredCluster;
  next?: DesiredCluster;
  /** A refusal of this cluster does not hold up the others: what it asks for is its own (a soak time), and nothing is begun by going on. */
  sweeps?: boolean;
}

/**
 * A "no" is about one cluster. Whether the run goes on with the next is a question of its own: whoever has seen something that they
 * did not expect wants to look, and not have the next green built meanwhile. Whatever else ends a run ends it for all.
 * @param ask  waits for a person: as long as stdin is open where nobody answers
 */
export async function goesOnAfter(
  error: unknown,
  { cluster, next, sweeps = false }: Turn,
  { report, signal }: CommandContext,
  ask = askYesNo,
): Promise<boolean> {
  if (next === undefined || signal.aborted || !(error instanceof UpgradeError)) return false;
  const { code, message, exitCode } = error;
  if (code === 'NOT_CONFIRMED') {
    const question = `${message}\nGo on with ${next.annotation.clusterIdentifier}? It is confirmed separately.`;
    if (!(await ask(question, signal))) return false;
  } else if (!sweeps || exitCode !== ExitCode.refused || code === 'NO_TERMINAL') return false;
  report(errorEvent(error, cluster.annotation.clusterIdentifier));
  return true;
}
