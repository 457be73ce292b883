import { RdsFault, RdsUnreachable } from '../../aws/faults';
import type { Deployment } from '../../aws/rds/types';
import { journalFacts, journalNow } from '../../carry-over/of-view';
import { isEmpty, scalingNames } from '../../carry-over/scaling';
import { lossTags } from '../../preflight/kept-losses';
import { scalingFindings, scalingRights } from '../../preflight/scaling-checks';
import { abortCommand, continueCommand } from '../../report/commands';
import { refusal, UpgradeError } from '../../runtime/errors';
import { attempt } from '../../view/attempt';
import { crossed, nothingBefore, phaseOf, upgraded } from '../../view/phase';
import { requestOf } from '../../view/request';
import { windowText } from '../../view/switch-schedule';
import { fact, type View } from '../../view/view';
import { approvalOf } from '../approval/approval';
import { approvalFacts } from '../approval/next-approval';
import { type Assessment, type Confirmation, done, minutes, type Outcome, refuse, type Step } from '../step';
import { Announcement } from './announcement';
import { whenText } from './await-window';
import { beforeSwitchover } from './gate-switchover';
import { isJournalAsSeen, journalTags, noRoom, writeAnew, writeJournalOf } from './write-journal';

/** How long RDS may delay a switchover that is based on an earlier look, in milliseconds of real time: as long as outages last. */
const gatesHold = 30_000;

/** "DB instance X is not in available state", although everything reads available: RDS catches up within minutes. */
const refusedLimit = minutes(10);

export const switchover: Step = {
  id: 'switchover',
  title: 'Switchover',
  section: '6.3',
  outline: (view) => willSwitch(view).join(),
  needs: (view) => (beforeSwitchover(view) ? [...approvalFacts(view), ...journalFacts(view)] : []),
  doneWhen: 'the switchover was confirmed, and production has the new version',
  assess(view) {
    if (upgraded(view))
      return done(phaseOf(view) === 'switched' ? 'production runs the new version' : nothingBefore(view));
    const deployment = fact(view, 'deployments').underway!;
    if (deployment.status === 'SWITCHOVER_IN_PROGRESS' || deployment.status === 'SWITCHOVER_COMPLETED') {
      return waitForEnd(view, deployment);
    }
    if (!beforeSwitchover(view)) return done('waits for green');
    const last = attempt(view);
    if (last.kind === 'open') return waitForOutcome(last.at);
    // It may have changed since the deployment was made, and is only known now.
    const lost = scalingFindings(view).find((finding) => finding.severity === 'block');
    if (lost !== undefined) return refuse(refusal(lost.id, lost.message, lost.remedy));
    const full = noRoom(view);
    if (full !== undefined) return full;
    const anew = writeAnew(view);
    if (anew !== undefined) return anew;
    return {
      state: 'act',
      will: willSwitch(view),
      kind: 'switchover',
      confirm: confirmation(view),
      once: true,
      settles: minutes(2),
      busyLimit: refusedLimit,
      // Shorter than an announcement counts as lately made.
      busyPause: 20_000,
      watch: ['deployments'],
      seen: 'everything reads AVAILABLE',
      remedy: `Production is untouched. Look at the members of the deployment in the console, then continue: ${continueCommand(view, '--retry-switchover')}`,
    };
  },
  async execute(view, { rds }, lines) {
    const begun = Date.now();
    if (writeAnew(view) !== undefined) return writeJournalOf(view, rds, lines);
    // It is announced with the journal of this look.
    if (!(await isJournalAsSeen(view, rds))) return { busy: lines };
    const announcement = new Announcement(view, rds);
    const notBegun: Outcome = { busy: willSwitch(view), notBegun: announcement.at };
    // Without it nothing is begun, whatever became of the tags.
    if (!(await announcement.make({ ...journalTags(view), ...lossTags(view) }))) return notBegun;
    // Somebody may have switched over, or aborted, since the look; and RDS may have kept us waiting. Then everything is looked at again.
    if (!(await announcement.holds()) || Date.now() - begun > gatesHold) {
      await announcement.takeBack();
      return notBegun;
    }
    try {
      await rds.switchover(announcement.deployment.identifier, requestOf(view, 'upgrade').switchoverTimeoutSeconds);
    } catch (error) {
      if (isUnknown(error)) throw error;
      await announcement.takeBack();
      // Not ready yet; or somebody was faster, of which the next look tells.
      if (error instanceof RdsFault && error.fault === 'InvalidBlueGreenDeploymentStateFault') return notBegun;
      throw error;
    }
    await announcement.writeAccepted();
    return {};
  },
};

/** Errors of the commands that stand for a refusal by AWS; any other one may have come while RDS was at it: Ctrl-C. */
const refusals = new Set([
  'ACCESS_DENIED',
  'CREDENTIALS_EXPIRED',
  'CREDENTIALS_INVALID',
  'CLOCK_WRONG',
  'NO_CREDENTIALS',
  'ROLE_NOT_ASSUMED',
  'TLS_REFUSED',
]);

/** Whether RDS may have begun it all the same. */
function isUnknown(error: unknown): boolean {
  if (error instanceof RdsUnreachable) return !error.nothingDone;
  return !(error instanceof RdsFault || (error instanceof UpgradeError && refusals.has(error.code)));
}

/** An attempt that was announced may have been made or not: RDS tells which within a minute. */
function waitForOutcome(at: number): Assessment {
  return {
    state: 'wait',
    for: { what: 'outcome', announcedAt: at },
    watch: ['deployments', 'greenEvents', 'sourceEvents'],
    limit: minutes(5),
    every: 5_000,
    remedy: 'Run the command again.',
  };
}

function waitForEnd(view: View, { identifier, status, members }: Deployment): Assessment {
  const completed = members.filter((member) => member.status === 'SWITCHOVER_COMPLETED').length;
  return {
    state: 'wait',
    for: { what: 'switchover', status, completed, total: members.length },
    // Completed or crossed, yet one of the two still reads as before.
    watch: status === 'SWITCHOVER_COMPLETED' || crossed(view) ? ['production', 'deployments'] : ['deployments'],
    // RDS undoes a switchover that exceeds its timeout; half an hour more is for what it does around it.
    limit: requestOf(view, 'upgrade').switchoverTimeoutSeconds * 1000 + minutes(30),
    every: 2_500,
    expected: 'about a minute',
    remedy: `Look at ${identifier} in the console, then continue: ${continueCommand(view)}`,
  };
}

function willSwitch(view: View): string[] {
  return [
    `switch ${view.desired.annotation.clusterIdentifier} over to ${view.target}: writes stop for about a minute, connections break; RDS undoes it after ${requestOf(view, 'upgrade').switchoverTimeoutSeconds} s at the latest`,
  ];
}

function confirmation(view: View): Confirmation {
  const { clusterIdentifier } = view.desired.annotation;
  const last = attempt(view);
  const again = last.kind === 'cancelled' ? ` once more (${attemptOf(last.at)} was cancelled)` : '';
  return {
    question: `Switch ${clusterIdentifier} over to ${view.target}${again}? It cannot be undone without losing writes.${aboutWindow(view)}${aboutScaling(view)}`,
    approval: approvalOf(view, 'switchover'),
    declined: refusal(
      'NOT_CONFIRMED',
      `The switchover of ${clusterIdentifier} was not confirmed; production is untouched, and green still exists and costs money.`,
      `Continue at any time: ${continueCommand(view)}; or abort the upgrade: ${abortCommand(view)}`,
    ),
  };
}

const aboutWindow = (view: View) => (windowText(view) === undefined ? '' : `\nIt is ${whenText(view)}.`);

/** The last moment at which rights can be given before production lacks what needs them. */
function aboutScaling(view: View): string {
  const { scaling } = journalNow(view);
  if (scaling === undefined || isEmpty(scaling)) return '';
  return `\nThe switchover drops the auto scaling (${scalingNames(scaling)}). ${scalingRights}`;
}

const attemptOf = (at: number | undefined) =>
  at === undefined ? 'an attempt' : `the attempt of ${new Date(at).toISOString()}`;
