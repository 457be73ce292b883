import { abortCommand, continueCommand } from '../report/commands';
import { attempt, mayRetry } from '../view/attempt';
import type { View } from '../view/view';
import { block, type Finding } from './finding';

/** A cancelled switchover is repeated only with explicit consent; `--yes` is not enough. Whose attempts count: view/attempt.ts. */
export function cancelledAttempt(view: View): Finding[] {
  const state = attempt(view);
  if (state.kind !== 'cancelled' || mayRetry(view)) return [];
  const announced = state.begun || state.at === undefined ? undefined : new Date(state.at).toISOString();
  const what = announced === undefined ? 'was cancelled by RDS' : `was announced at ${announced}`;
  return [
    block(
      'SWITCHOVER_CANCELLED',
      `The switchover of ${view.desired.annotation.clusterIdentifier} ${what}: ${state.reason} Production still runs the old version.`,
      `Find out why before you repeat it: ${continueCommand(view, '--retry-switchover')}; to abort the upgrade: ${abortCommand(view)}`,
    ),
  ];
}
