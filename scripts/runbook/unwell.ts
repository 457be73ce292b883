import type { Member } from '../report/progress';
import { UpgradeError } from '../runtime/errors';
import { type Refusal, refuse } from './step';

/**
 * Statuses from which a cluster does not recover by itself: somebody has to act, so waiting is useless
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html). For what RDS calls recoverable, a run
 * waits.
 */
const lasting =
  /^(incompatible-.+|failed|storage-full|inaccessible-encryption-credentials|restore-error|insufficient-capacity|upgrade[-_]failed|migration-failed|clone-failed|stopped)$/;

interface Named {
  identifier: string;
  status: string;
}

export const unwellOf = (members: readonly Named[]): Member[] =>
  members
    .filter(({ status }) => status !== 'available')
    .map(({ identifier, status }) => ({ name: identifier, status }));

/** Stops a run at once if waiting for these to become available would be useless. */
export function inVain(members: readonly Member[], remedy: string): Refusal | undefined {
  const stuck = members.filter(({ status }) => lasting.test(status));
  if (stuck.length === 0) return undefined;
  const names = stuck.map(({ name, status }) => `${name} is ${status}`).join(', ');
  return refuse(
    new UpgradeError({
      code: 'STATUS_NEEDS_SOMEBODY',
      message: `${names}: RDS does not recover from this by itself.`,
      remedy,
    }),
  );
}
