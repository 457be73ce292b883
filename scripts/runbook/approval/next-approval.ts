import { phaseOf } from '../../view/phase';
import { type Fact, fact, type View } from '../../view/view';
import { beforeSwitchover } from '../upgrade/gate-switchover';
import { type Approval, approvalOf } from './approval';

/** What must be read for it, where production and deployments are known. */
export const approvalFacts = (view: View): Fact[] =>
  fact(view, 'deployments').underway !== undefined && beforeSwitchover(view)
    ? ['green', 'greenEvents', 'sourceEvents', 'standing']
    : [];

/** What could be approved as things stand; undefined while nothing is to be. Needs `approvalFacts`. */
export function nextApproval(view: View): Approval | undefined {
  const phase = phaseOf(view);
  if (phase === 'before') return approvalOf(view, 'create');
  if (phase !== 'underway' || !beforeSwitchover(view) || (view.facts.green ?? null) === null) return undefined;
  return approvalOf(view, 'switchover');
}
