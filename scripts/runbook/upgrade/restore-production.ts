import { type Change, roleName } from '../../carry-over/change';
import {
  changesOnProduction,
  lostMembers,
  lostRoles,
  readingOf,
  restoredFacts,
  scalingBefore,
} from '../../carry-over/of-view';
import { isEmpty, scalingNames } from '../../carry-over/scaling';
import { type Finding, warn } from '../../preflight/finding';
import { leftOlds } from '../../preflight/source-checks';
import { awsCommand, continueCommand } from '../../report/commands';
import { refusal } from '../../runtime/errors';
import { clusterNameOf, deploymentArn } from '../../view/identity';
import { nothingBefore, restored, switchedOver, upgraded } from '../../view/phase';
import { tagKey } from '../../view/tag-key';
import { fact, type View } from '../../view/view';
import { awaitRecord } from '../await-record';
import { type Assessment, done, minutes, refuse, type Step, type Waiting } from '../step';
import { applyChanges, assessChanges } from './carrying';
import { waitForProduction } from './production-available';

/**
 * What exists only under production's name, or what RDS loses at the switchover: auto scaling, custom endpoints, tags, deletion
 * protection. It is restored only from the journal in the deployment's tags: the old environment may be fenced, stopped or changed in
 * any way. Once all of it is restored, the deployment is tagged so: later differences are intended by somebody, and a later run must
 * not undo them.
 */
export const restoreProduction: Step = {
  id: 'restore-production',
  title: 'Restore what the switchover drops',
  section: '7',
  outline: () => 'restore what a switchover drops: auto scaling, custom endpoints, tags, deletion protection',
  needs(view) {
    if (unrecorded(view)) return ['leftovers'];
    if (!switchedOver(view) || readingOf(view).kind === 'unreadable') return [];
    return restoredFacts(view).filter((name) => name === 'scaling' || !restored(view));
  },
  doneWhen: 'auto scaling, custom endpoints, tags and protection are as before; the deployment is tagged as restored',
  assess(view) {
    if (unrecorded(view)) return assessUnrecorded(view);
    if (!switchedOver(view)) return done(nothingBefore(view));
    if (restored(view)) {
      const warnings = [...unwritten(view), ...writtenEarly(view), ...withoutRoles(view), ...leftOnOld(view)];
      return { state: 'done', because: 'everything the switchover drops is restored', warnings };
    }
    const reading = readingOf(view);
    if (reading.kind === 'unreadable') return refuse(reading.error);
    const waiting = waitForProduction(view);
    if (waiting !== undefined) return waiting;
    const denied = scalingDenied(view);
    if (denied !== undefined) return denied;
    const { cluster } = fact(view, 'production');
    const remedy = `${cluster.identifier} runs ${cluster.engineVersion}. Fix what RDS does not accept, then continue: ${continueCommand(view)}`;
    const open = assessChanges(possibleChanges(view), { watch: ['production', 'deployments'], remedy });
    if (open !== undefined) return open;
    const unsettled = waitForEndpoints(view, remedy);
    if (unsettled !== undefined) return unsettled;
    // This tool cannot create a member: the next step names it, and what depends on it is restored once it exists.
    if (lostMembers(view).length > 0) return done('everything is restored except what needs a missing member');
    return {
      state: 'act',
      will: [`tag ${fact(view, 'deployments').finished!.identifier} as restored`],
      concludes: true,
    };
  },
  async execute(view, ports, lines) {
    const changes = possibleChanges(view);
    const { finished } = fact(view, 'deployments');
    // Once another run has restored it all, what production lacks was taken from it by somebody.
    const isOpen = async () => {
      const now = await ports.rds.deployment(finished!.identifier);
      return now !== undefined && now.tags[tagKey.restored] === undefined;
    };
    if (changes.length > 0) return applyChanges(changes, ports, lines, isOpen);
    const arn = deploymentArn(fact(view, 'production').cluster.arn, finished!.identifier);
    const at = new Date(view.now).toISOString();
    await ports.rds.addTags(arn, { [tagKey.restored]: hasJournal(view) ? at : `${at}${withoutJournal}` });
    return {};
  },
};

/** Nothing is left to do, as far as the list of deployments tells. */
function unrecorded(view: View): boolean {
  const { underway, finished } = fact(view, 'deployments');
  return underway === undefined && finished === undefined && upgraded(view);
}

/** An old environment of which nothing says that a cleanup has deleted its record may still have one. */
function assessUnrecorded(view: View): Assessment {
  const left = fact(view, 'leftovers').others.filter(({ declared }) => declared === undefined);
  const names = left.map(({ cluster }) => cluster.identifier);
  const doubted = awaitRecord(restoreProduction, view, names, ['production']);
  if (doubted !== undefined) return doubted;
  return { state: 'done', because: nothingBefore(view), warnings: names.length === 0 ? [] : leftOlds(view) };
}

/** After the time in the tag `restored`: there was nothing to restore from, whoever asks, and whenever. */
const withoutJournal = ' without journal';

const hasJournal = (view: View) => {
  const reading = readingOf(view);
  return reading.kind === 'read' && reading.journal.had !== undefined;
};

/** RDS refuses an endpoint with a member that does not exist. */
function possibleChanges(view: View): Change[] {
  const lost = new Set(lostMembers(view));
  const names = (change: Change) =>
    change.kind === 'endpoint' || change.kind === 'new-endpoint'
      ? [...change.endpoint.staticMembers, ...change.endpoint.excludedMembers]
      : [];
  return changesOnProduction(view).filter((change) => !names(change).some((name) => lost.has(name)));
}

function waitForEndpoints(view: View, remedy: string): Waiting | undefined {
  const busy = (view.facts.endpoints ?? []).filter(({ status }) => status === 'creating' || status === 'modifying');
  if (busy.length === 0) return undefined;
  return {
    state: 'wait',
    for: { what: 'available', members: busy.map(({ identifier, status }) => ({ name: identifier, status })) },
    watch: ['production', 'deployments'],
    limit: minutes(30),
    every: 5_000,
    remedy,
  };
}

/** Switched over by another tool, or by the console before anything was written down. What old has now is no measure. */
function unwritten(view: View): Finding[] {
  const { finished } = fact(view, 'deployments');
  if (hasJournal(view) || finished?.tags[tagKey.restored]?.endsWith(withoutJournal) === false) return [];
  const { identifier } = fact(view, 'production').cluster;
  const old = clusterNameOf(finished?.source) ?? `${identifier}-old1`;
  return [
    warn(
      'JOURNAL_MISSING',
      `What ${identifier} had before the switchover is not recorded on ${finished?.identifier}, so it is unknown whether it lost anything. Only the auto scaling in the code was restored.`,
      `Compare ${identifier} with ${old} by hand: IAM roles, log exports, deletion protection, IAM authentication, retention and windows, custom endpoints, auto scaling, tags; on the instances monitoring, Performance Insights, promotion tiers and tags. Ignore what somebody has changed on ${old} since the switchover.`,
    ),
  ];
}

/** Switched over in the console before any run saw green built: what was changed on purpose in between was put back. */
function writtenEarly(view: View): Finding[] {
  const { finished } = fact(view, 'deployments');
  if (!hasJournal(view) || finished === undefined || finished.tags[tagKey.carried] !== undefined) return [];
  const { identifier } = fact(view, 'production').cluster;
  const at = new Date(finished.createdAt).toISOString();
  return [
    warn(
      'JOURNAL_EARLY',
      `${identifier} was restored to what was recorded when ${finished.identifier} was created (${at}), or at the latest when green was built: somebody switched over before green was prepared.`,
      `If you have changed ${identifier} between then and the switchover (deletion protection, windows, retention, tags, custom endpoints, auto scaling), make those changes again.`,
    ),
  ];
}

/** Taken away by somebody, who may have meant it: a privilege is not given back by a guess. */
function withoutRoles(view: View): Finding[] {
  if (readingOf(view).kind === 'unreadable') return [];
  const { identifier } = fact(view, 'production').cluster;
  return lostRoles(view).map((role) => {
    const feature = role.feature === undefined ? '' : ` --feature-name ${role.feature}`;
    const words = `rds add-role-to-db-cluster --db-cluster-identifier ${identifier} --role-arn ${role.arn}${feature}`;
    return warn(
      'ROLE_MISSING',
      `${identifier} does not have the IAM role ${roleName(role)}, which was recorded before the switchover. A switchover removes no roles, so somebody removed it.`,
      `If this was intended, do nothing. If the role is needed: ${awsCommand(view, words)}`,
    );
  });
}

/** Readers of an environment that nobody uses any more may come, and cost money. */
function leftOnOld(view: View): Finding[] {
  const { scaling } = view.facts;
  const name = clusterNameOf(fact(view, 'deployments').finished?.source);
  if (name === undefined || scaling?.kind !== 'known' || isEmpty(scaling.old)) return [];
  const words = `application-autoscaling deregister-scalable-target --service-namespace rds --scalable-dimension rds:cluster:ReadReplicaCount --resource-id cluster:${name}`;
  return [
    warn(
      'SCALING_ON_OLD',
      `Auto scaling is still set up for ${name} as well.`,
      `Remove it: ${awsCommand(view, words)}`,
    ),
  ];
}

/** Where there was auto scaling, and nobody may look whether it is there. */
function scalingDenied(view: View): Assessment | undefined {
  const { scaling } = view.facts;
  const before = scalingBefore(view);
  if (scaling?.kind !== 'denied' || isEmpty(before)) return undefined;
  return refuse(
    refusal(
      'ACCESS_DENIED',
      `The auto scaling of ${view.desired.annotation.clusterIdentifier} (${scalingNames(before)}) cannot be restored: ${scaling.message}`,
      scaling.remedy,
    ),
  );
}
