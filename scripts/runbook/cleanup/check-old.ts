import { commandLine } from '../../../constructs/command-line';
import type { DeploymentMember } from '../../aws/rds/types';
import { readVersion } from '../../desired/parsed-versions';
import { type Finding, warn } from '../../preflight/finding';
import { abortCommand, awsCommand, continueUpgrade, ownCommand } from '../../report/commands';
import { counted } from '../../runtime/counted';
import { refusal, type UpgradeError } from '../../runtime/errors';
import { attemptsOf } from '../../view/announced-attempts';
import { clusterNameOf } from '../../view/identity';
import { endpointsLeftOn } from '../../view/old-environment';
import { restored } from '../../view/phase';
import { runningVersion } from '../../view/running-version';
import { tagKey } from '../../view/tag-key';
import { type Environment, fact, type View } from '../../view/view';
import { switchedAnew } from '../begun-anew';
import { namesSwapped } from '../names-swapped';
import { type Assessment, minutes, refuse, type Step } from '../step';
import { nothingOld, oldOf, waitFor } from './removal';
import { noRoomForTags } from './room-for-tags';
import { byHand, whatStays } from './what-stays';

/** Statuses in which production serves; a backup happens every day. */
const well = new Set(['available', 'backing-up']);
const passing = new Set(['rebooting', 'modifying', 'maintenance', 'upgrading', 'configuring-enhanced-monitoring']);

/** What to remove, and that production does not need it. Nothing is removed whose identity is not proven. */
export const checkOld: Step = {
  id: 'check-old',
  title: 'Find the old environment by its resource id',
  section: '9',
  outline: (view) => `find the old environment of ${view.desired.annotation.clusterIdentifier}`,
  needs: () => ['leftovers'],
  doneWhen: 'the old cluster is found by its resource id; production is well, at the new version',
  assess(view) {
    const { complete, old, instances } = fact(view, 'leftovers');
    const notSwitched = notSwitchedOver(view);
    if (notSwitched !== undefined) return refuse(notSwitched);
    if (!complete)
      return waitFor({ what: 'shown', of: ['production in the list of clusters'] }, ['leftovers'], {
        limit: minutes(5),
        every: 5_000,
      });
    const incomplete = switchoverIncomplete(view);
    if (incomplete !== undefined) return refuse(incomplete);
    const kept = notRemovable(view);
    if (kept !== undefined) return refuse(kept);
    const { finished } = fact(view, 'deployments');
    if (old === undefined && finished === undefined) return { ...nothingOld, warnings: warnings(view) };
    const unwell = productionUnwell(view, old?.toVersion ?? finished!.origin.toVersion);
    if (unwell !== undefined) return unwell;
    const another = switchedAnew(view);
    if (another !== undefined) return refuse(another);
    const replaced = replacedSince(view);
    if (replaced !== undefined) return refuse(replaced);
    const unfinished = notRestored(view);
    if (unfinished !== undefined) return refuse(unfinished);
    const foreign = instances.filter((instance) => !/-old\d+$/.test(instance.identifier));
    if (foreign.length > 0) return refuse(addedSince(view, foreign));
    const full = old === undefined ? undefined : noRoomForTags(view, [old.cluster, ...instances]);
    if (full !== undefined) return refuse(full);
    const endpoints = old === undefined ? [] : endpointsLeftOn(old.cluster);
    if (endpoints.length > 0) return refuse(endpointsLeft(view, endpoints));
    const because =
      old === undefined
        ? `the old cluster of ${finished!.identifier} is already gone; its record still exists`
        : `${old.cluster.identifier} (${old.cluster.resourceId}) with ${counted(instances.length, 'instance')}, proven by ${old.provenBy === 'record' ? `the record of ${old.deployment}` : 'its tags'}`;
    return { state: 'done', because, warnings: warnings(view) };
  },
};

/** Only what was switched over has an old environment. */
function notSwitchedOver(view: View): UpgradeError | undefined {
  const { underway, finished, foreign } = fact(view, 'deployments');
  const name = view.desired.annotation.clusterIdentifier;
  if (underway !== undefined) {
    const swapped = namesSwapped(view);
    if (swapped !== undefined) return swapped;
    return refusal(
      'NOT_SWITCHED_OVER',
      `The upgrade of ${name} to ${underway.origin.toVersion} is in progress (${underway.identifier}, ${underway.status}): there is nothing to remove yet.`,
      `Finish it first: ${continueUpgrade(view)}; or abort it: ${abortCommand(view)}`,
    );
  }
  if (finished !== undefined && finished.status !== 'SWITCHOVER_COMPLETED' && finished.status !== 'DELETING') {
    return refusal(
      'NOT_SWITCHED_OVER',
      `The deployment ${finished.identifier} of ${name} is ${finished.status}, not SWITCHOVER_COMPLETED.`,
      'Look at it in the console. The old environment can only be removed by hand (scripts/runbook/README.md, "Cleanup").',
    );
  }
  if (foreign.length === 0) return undefined;
  const names = foreign.map((deployment) => `${deployment.identifier} (${deployment.name}, ${deployment.status})`);
  return refusal(
    'FOREIGN_DEPLOYMENT',
    `${name} is part of ${names.join(', ')}, which was not created by this tool for this cluster.`,
    'Remove what is left of it where it was created; this tool never touches it.',
  );
}

/** The record's own old cluster is hindered: as long as it is, its record stands, and nothing else is begun. */
function notRemovable(view: View): UpgradeError | undefined {
  const { old, others } = fact(view, 'leftovers');
  const { finished } = fact(view, 'deployments');
  if (old !== undefined) return undefined;
  const own = others.filter(({ cluster }) => cluster.resourceId === finished?.origin.sourceResourceId);
  return own.length === 0 ? undefined : whatStays(view, own);
}

/**
 * SWITCHOVER_COMPLETED can hide members that failed: then an instance of old keeps production's name, and one of green its own
 * (seen on RDS MySQL; an instance that is missing in green has the same effect). Clients that use such a name are on old.
 */
function switchoverIncomplete(view: View): UpgradeError | undefined {
  const { finished } = fact(view, 'deployments');
  const production = fact(view, 'production');
  const failed = finished?.status !== 'SWITCHOVER_COMPLETED' ? [] : finished.members.filter(notCompleted);
  const named = production.instances.filter(({ identifier }) => /-green-[a-z0-9]{6}$/.test(identifier));
  const reasons = [
    ...failed.map(
      ({ source, target, status }) => `${clusterNameOf(source ?? target)} is ${status} in ${finished?.identifier}`,
    ),
    ...named.map(({ identifier }) => `production's instance ${identifier} still has its green name`),
  ];
  if (reasons.length === 0) return undefined;
  return refusal(
    'SWITCHOVER_INCOMPLETE',
    `${production.cluster.identifier} was only partially switched over: ${reasons.join('; ')}.`,
    'Find out which instance has which name and who uses it, and fix it with AWS Support; until then nothing is removed.',
  );
}

const notCompleted = ({ status }: DeploymentMember) => status !== undefined && status !== 'SWITCHOVER_COMPLETED';

function productionUnwell(view: View, toVersion: string): Assessment | undefined {
  const { cluster, instances } = fact(view, 'production');
  const name = cluster.identifier;
  if (runningVersion(view).compare(readVersion(view.desired, toVersion)) < 0) {
    return refuse(
      refusal(
        'PRODUCTION_OLDER',
        `${name} was upgraded to ${toVersion} but runs ${cluster.engineVersion}.`,
        'Find out what happened to the upgrade; until then nothing is removed.',
      ),
    );
  }
  const unwell = [cluster, ...instances].filter(({ status }) => !well.has(status));
  if (unwell.length === 0 && instances.length > 0) return undefined;
  const text = unwell.map(({ identifier, status }) => `${identifier} is ${status}`).join(', ');
  if (unwell.length > 0 && unwell.every(({ status }) => passing.has(status))) {
    const members = unwell.map(({ identifier, status }) => ({ name: identifier, status }));
    return waitFor({ what: 'available', members }, ['production'], { limit: minutes(30), every: 10_000 });
  }
  return refuse(
    refusal(
      'PRODUCTION_UNWELL',
      unwell.length > 0 ? `Production is not available: ${text}.` : `${name} has no instance.`,
      `The old environment is kept until production is healthy. Look at production (${awsCommand(view, `rds describe-db-clusters --db-cluster-identifier ${name}`)}) and run again.`,
    ),
  );
}

/**
 * What has production's name must be what the deployment made: where somebody has made another cluster of that name since, the
 * old one may hold the only data. A switchover by the console leaves no tag; then the time of its creation must fit.
 */
function replacedSince(view: View): UpgradeError | undefined {
  const { finished } = fact(view, 'deployments');
  const old = oldOf(view);
  if (finished === undefined || old === undefined || finished.identifier !== old.deployment) return undefined;
  const { identifier, resourceId, createdAt = finished.createdAt } = fact(view, 'production').cluster;
  const target = finished.tags[tagKey.targetResourceId];
  const announced = attemptsOf(finished.tags).at(-1)?.at ?? Number.POSITIVE_INFINITY;
  const fits = target === undefined ? createdAt >= finished.createdAt && createdAt <= announced : target === resourceId;
  if (fits) return undefined;
  return refusal(
    'PRODUCTION_REPLACED',
    `${identifier} (${resourceId}, created ${new Date(createdAt).toISOString()}) is not the cluster that ${finished.identifier} made${target === undefined ? '' : ` (${target})`}: somebody has replaced it since then, and ${old.cluster.identifier} may hold the only data.`,
    byHand(view, [old.cluster]),
  );
}

/** What the switchover dropped is known from the record's tags and from the old cluster: with them that would be gone for good. */
function notRestored(view: View): UpgradeError | undefined {
  const { finished } = fact(view, 'deployments');
  if (finished === undefined || finished.status !== 'SWITCHOVER_COMPLETED' || restored(view)) return undefined;
  const name = view.desired.annotation.clusterIdentifier;
  const { toVersion } = finished.origin;
  // RDS may have taken it further since, and what the code says may be further still: what runs is what can be finished.
  const running = fact(view, 'production').cluster.engineVersion;
  const finish = ownCommand(view, 'upgrade', view.target.text === running ? [] : ['--to', running]);
  return refusal(
    'UPGRADE_UNFINISHED',
    `${name} was switched over to ${toVersion}, but nothing confirms that what the switchover drops (auto scaling, roles, custom endpoints, tags) was restored in production. Only the deployment and the old environment still show what that was.`,
    `Finish it first: ${finish}`,
  );
}

/** A switchover names every instance `-old<n>`: another one is somebody's. */
function addedSince(view: View, instances: Environment['instances']): UpgradeError {
  const names = instances.map(({ identifier }) => identifier).join(', ');
  return refusal(
    'OLD_NOT_REMOVABLE',
    `${names} was added to ${oldOf(view)?.cluster.identifier} or renamed after the switchover, so somebody may be using it.`,
    'Find out who owns it. If nobody needs it, delete it by hand and run again.',
  );
}

/** They would go with the cluster. */
function endpointsLeft(view: View, names: readonly string[]): UpgradeError {
  const remove = names.map((name) =>
    awsCommand(view, `rds delete-db-cluster-endpoint --db-cluster-endpoint-identifier ${name}`),
  );
  return refusal(
    'OLD_NOT_REMOVABLE',
    `The custom endpoint ${names.join(', ')} belongs to ${oldOf(view)?.cluster.identifier}, and its name is not one that a switchover gives: it was created after green was, so somebody may be using it.`,
    `Find out who connects to it: they read old data. Delete it: ${remove.join('; ')}. If production needs it, create it there under the same name. Then run again.`,
  );
}

function warnings(view: View): Finding[] {
  const { annotation } = view.desired;
  const running = fact(view, 'production').cluster.engineVersion;
  const found = fact(view, 'leftovers').others.map(({ cluster, because }) =>
    warn('OLD_LEFT', `${cluster.identifier} is kept: ${because}.`, byHand(view, [cluster])),
  );
  if (annotation.engineVersion === running) return found;
  const text = `The code of ${annotation.clusterIdentifier} says ${annotation.engineVersion}, but ${running} runs.`;
  return [
    ...found,
    warn('CODE_DIFFERS', text, `This does not prevent the removal; run ${commandLine('status')} afterwards.`),
  ];
}
