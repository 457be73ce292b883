import { abortCommand, cleanupCommand, ownCommand } from '../report/commands';
import { refusal, type UpgradeError } from '../runtime/errors';
import { fact, type View } from '../view/view';

/**
 * Another deployment stands where this run's was: somebody has deleted that one and begun another upgrade, which the consent
 * to this run does not cover.
 */
export function begunAnew(view: View): UpgradeError | undefined {
  const { underway, finished } = fact(view, 'deployments');
  const { deployment, askedAt } = view.memory;
  if (underway === undefined) return undefined;
  const { command } = view.request;
  // Lists lag, and may hide an old one, but show none that is not there: one that is younger than the abort was not meant.
  const younger = command === 'abort' && askedAt !== undefined && underway.createdAt > askedAt;
  const replaced = deployment !== undefined && ![underway.identifier, finished?.identifier].includes(deployment);
  if (!younger && !replaced) return undefined;
  const again = ownCommand(view, 'upgrade');
  return refusal(
    'BEGUN_ANEW',
    younger
      ? `${underway.identifier} (${underway.name}) was created after this ${command} had begun: another upgrade has begun, which it does not cover.`
      : `${underway.identifier} (${underway.name}) has taken the place of ${deployment}, which this run works on: another upgrade has begun, which this ${command} does not cover.`,
    command === 'abort'
      ? `Let it go on, or abort it as well: ${abortCommand(view)}`
      : `Let it go on, or take it over: ${again}`,
  );
}

/** Of a cleanup. The old environment that it finds after another switchover is another one than it was asked to remove. */
export const switchedAnew = (view: View): UpgradeError | undefined =>
  anotherProduction(
    view,
    'another switchover has left what this cleanup does not cover',
    `To remove that as well, run again: ${cleanupCommand(view)}`,
  );

/** Of an upgrade that has not begun. Another cluster has production's name, as after a restore. */
export const restoredAnew = (view: View): UpgradeError | undefined =>
  anotherProduction(
    view,
    'another cluster has its name, which this upgrade does not cover',
    `To upgrade that one, run again: ${ownCommand(view, 'upgrade')}`,
  );

/** What was confirmed was about the cluster that had the name then. */
function anotherProduction(view: View, what: string, remedy: string): UpgradeError | undefined {
  const { cluster } = fact(view, 'production');
  const { production } = view.memory;
  if (production === undefined || production === cluster.resourceId) return undefined;
  const message = `${cluster.identifier} is ${cluster.resourceId} now and was ${production} when you confirmed: ${what}.`;
  return refusal('BEGUN_ANEW', message, remedy);
}
