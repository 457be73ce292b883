import type { Deployment } from '../../aws/rds/types';
import { declarationOf, describeDeclaration, isCertain } from '../../desired/declared-identifiers';
import { greenDifferences } from '../../preflight/green-differences';
import { abortCommand, continueCommand, ownCommand } from '../../report/commands';
import { refusal, type UpgradeError } from '../../runtime/errors';
import { clusterNameOf } from '../../view/identity';
import { type Fact, fact, type View } from '../../view/view';
import { begunAnew } from '../begun-anew';
import { namesSwapped } from '../names-swapped';
import type { Confirmation } from '../step';

/**
 * Statuses in which blue is production and green has never taken traffic
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_BlueGreenDeployment.html).
 */
export const statusesBeforeSwitchover: ReadonlySet<string> = new Set([
  'PROVISIONING',
  'AVAILABLE',
  'INVALID_CONFIGURATION',
  'SWITCHOVER_FAILED',
]);

/** Why this cluster's upgrade can no longer be aborted, or not by this tool; undefined if it can, or if there is none. */
export function notAbortable(view: View): UpgradeError | undefined {
  const { underway, finished, foreign } = fact(view, 'deployments');
  const name = view.desired.annotation.clusterIdentifier;
  const another = begunAnew(view);
  if (another !== undefined) return another;
  if (underway !== undefined) {
    if (statusesBeforeSwitchover.has(underway.status) || underway.status === 'DELETING')
      return isNamedGreen(underway.target) ? greenDeclared(view, underway) : renamed(view, underway);
    const swapped = namesSwapped(view);
    if (swapped !== undefined) return swapped;
    return refusal(
      'TOO_LATE',
      `The deployment ${underway.identifier} of ${name} is ${underway.status}: it cannot be aborted now.`,
      `Wait until the switchover has ended, then finish the upgrade (${ownCommand(view, 'upgrade')}): it also restores whatever production lacks, including deletion protection.`,
    );
  }
  if (finished !== undefined) {
    return refusal(
      'TOO_LATE',
      `${name} has already been switched over (${finished.identifier}): production runs ${finished.origin.toVersion}, and aborting would lose everything written since.`,
      `There is no way back without losing writes; the old cluster still exists for comparison. To restore whatever production may lack since the switchover, including deletion protection: ${ownCommand(view, 'upgrade')}`,
    );
  }
  if (foreign.length > 0) {
    const names = foreign.map((deployment) => `${deployment.identifier} (${deployment.name})`).join(', ');
    return refusal(
      'FOREIGN_DEPLOYMENT',
      `${name} is part of ${names}, which was not created by this tool for this cluster.`,
      'Delete it where it was created; this tool never touches it.',
    );
  }
  return undefined;
}

/** Whether it has the name that RDS gives to green; one that is not built yet has no name. */
export const isNamedGreen = (target: string | undefined) => target === undefined || /-green-[a-z0-9]{6}$/.test(target);

/** After a switchover the target is production: only what bears a green's name is ever deleted with its deployment. */
function renamed(view: View, { identifier, target }: Deployment): UpgradeError {
  return refusal(
    'GREEN_RENAMED',
    `The green cluster of ${identifier} is called ${clusterNameOf(target)}, which is not a name that RDS gives: somebody has renamed it and may be using it.`,
    `This tool does not delete it. Rename it back (${view.desired.annotation.clusterIdentifier}-green-…), or delete the deployment where it was renamed.`,
  );
}

/** Green's name is RDS's, with six characters that nobody could foresee: the code has it from somebody who means to keep green. */
function greenDeclared({ desired }: View, { identifier, target, members }: Deployment): UpgradeError | undefined {
  const names = new Set([target, ...members.map((member) => member.target)].flatMap((arn) => clusterNameOf(arn) ?? []));
  for (const name of names) {
    for (const kind of ['cluster', 'instance'] as const) {
      const found = declarationOf(desired.declaredIdentifiers, kind, name);
      if (found === undefined || !isCertain(found)) continue;
      return refusal(
        'GREEN_DECLARED',
        `${name} is part of green in ${identifier}, and ${describeDeclaration(found)}: it is not deleted.`,
        'If it is no longer needed, remove it from the code and run again.',
      );
    }
  }
  return undefined;
}

/** What must be read for the question of `upgrade --rebuild`. */
export const factsOfQuestion = (view: View): Fact[] =>
  view.request.command === 'upgrade' && fact(view, 'deployments').underway !== undefined ? ['green', 'standing'] : [];

/** What would be lost is part of the question: changed while somebody reads it, it is asked again. Needs `factsOfQuestion`. */
function confirmRebuild(view: View): Confirmation {
  const { underway } = fact(view, 'deployments');
  const name = view.desired.annotation.clusterIdentifier;
  return {
    question: [
      `Delete ${underway?.identifier} and the green environment of ${name}, and build it again? What was changed on green is lost. Production stays as it is.`,
      ...lostWithGreen(view).map((line) => `  ${line}`),
    ].join('\n'),
    declined: refusal(
      'NOT_CONFIRMED',
      `Rebuilding green for ${name} was not confirmed; nothing was changed.`,
      `To rebuild it, run this again and confirm: ${continueCommand(view, '--rebuild', underway?.identifier ?? '')}; or abort the upgrade: ${abortCommand(view)}`,
    ),
  };
}

/** In sentences. Needs `green` and `standing`. */
export function lostWithGreen(view: View): string[] {
  const { changes, unseen } = greenDifferences(view);
  const found = changes.length === 0 ? ['No change that somebody made on green was found.'] : changes;
  return [...found, ...(unseen === undefined ? [] : [unseen])];
}

export function confirmAbort(view: View): Confirmation {
  const { underway } = fact(view, 'deployments');
  const name = view.desired.annotation.clusterIdentifier;
  if (view.request.command === 'upgrade') return confirmRebuild(view);
  return {
    question: `Delete ${underway?.identifier} and the green environment of ${name}? Production stays as it is.`,
    declined: refusal(
      'NOT_CONFIRMED',
      `Aborting the upgrade of ${name} was not confirmed; nothing was changed.`,
      `To abort it, run this again and confirm: ${abortCommand(view)}; or continue: ${ownCommand(view, 'upgrade')}`,
    ),
  };
}
