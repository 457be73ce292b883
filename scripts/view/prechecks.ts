import { engines } from '../engines';
import { majorUpgrade } from './target-groups';
import { type Fact, fact, type View } from './view';

/** The engine's own name of the file, if the upgrade is one that is prechecked so. */
export const precheckFile = (view: View): string | undefined =>
  majorUpgrade(view) ? engines[view.desired.annotation.engine].prechecks?.log : undefined;

/** What a look at green needs to tell of them. */
export function precheckFacts(view: View): Fact[] {
  const status = fact(view, 'deployments').underway?.status;
  const isOver = status === 'AVAILABLE' || status === 'INVALID_CONFIGURATION';
  return isOver && precheckFile(view) !== undefined ? ['prechecks'] : [];
}
