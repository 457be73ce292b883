import type { RunEvent } from '../report/event';
import type { Approval, Match } from '../runbook/approval/approval';
import { refusal, type UpgradeError } from '../runtime/errors';

export function approvalEvent(cluster: string, { to, code, covers }: Approval, result?: true): RunEvent {
  return { code: 'APPROVAL', cluster, to, approve: code, covers, ...(result && { result }) };
}

/** A code consents to what was shown with it: what has changed since is named, as far as the code tells. */
export function notApproved(cluster: string, { to, code }: Approval, match: Match): UpgradeError {
  const act = to === 'create' ? `The creation of green for ${cluster}` : `The switchover of ${cluster}`;
  return refusal(
    'NOT_APPROVED',
    `${act} was not approved as things stand: ${whyNot(match)} ${to === 'create' ? 'Nothing was created' : 'Production was not switched over'}.`,
    `Read what it covers now (above). To consent to that: --approve ${code}`,
  );
}

function whyNot(match: Match): string {
  switch (match.kind) {
    case 'changed':
      return match.facts.length === 0
        ? 'something has changed since.'
        : `since the code was given, this has changed: ${match.facts.join(', ')}.`;
    case 'other-act':
      return 'building green and switching over are two consents, and the code is for the other one.';
    default:
      return 'no code that was given is for this cluster, account and region.';
  }
}
