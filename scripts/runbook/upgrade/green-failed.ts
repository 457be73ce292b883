import { nameOfArn } from '../../aws/rds/parse';
import type { Deployment } from '../../aws/rds/types';
import { precheckedFailure } from '../../preflight/prechecks/failed';
import { abortCommand } from '../../report/commands';
import { UpgradeError } from '../../runtime/errors';
import type { View } from '../../view/view';

/** A deployment that is INVALID_CONFIGURATION, with RDS's reason, and with what the engine's prechecks say. */
export function greenFailed(view: View, deployment: Deployment): UpgradeError {
  const prechecked = precheckedFailure(view);
  const isNamed = prechecked?.isNamed === true;
  return new UpgradeError({
    code: isNamed ? 'GREEN_PRECHECKS' : 'GREEN_FAILED',
    message: [
      `The green environment of ${view.desired.annotation.clusterIdentifier} cannot be used (${deployment.identifier} is INVALID_CONFIGURATION): ${reasonOf(deployment).replace(/\.$/, '')}.`,
      ...(prechecked === undefined ? [] : [prechecked.message]),
    ].join(' '),
    remedy: [
      `Production is untouched. Fix ${isNamed ? 'this in production' : 'the cause'}, remove what was built (${abortCommand(view)}), and upgrade again.`,
      ...(prechecked?.more ?? []),
    ].join('\n'),
  });
}

function reasonOf({ statusDetails, tasks, members }: Deployment): string {
  const task = tasks.find((candidate) => candidate.status === 'FAILED');
  const missing = members.find((member) => member.status === 'MISSING_TARGET');
  return (
    statusDetails ??
    (task && `the task ${task.name} failed`) ??
    (missing && `the green counterpart of ${nameOfArn(missing.source ?? '')} is missing`) ??
    'RDS gives no reason'
  );
}
