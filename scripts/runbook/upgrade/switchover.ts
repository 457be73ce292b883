import { RdsFault, RdsUnreachable } from '../../aws/faults';
import type { RdsPort } from '../../aws/rds/rds-port';
import type { Deployment } from '../../aws/rds/types';
import { journalFacts } from '../../carry-over/of-view';
import { scalingFindings } from '../../preflight/scaling-checks';
import { abortCommand, continueCommand } from '../../report/commands';
import { refusal, UpgradeError } from '../../runtime/errors';
import { attempt, switchLine } from '../../view/attempt';
import { attemptsOf, deploymentArn, tagKey } from '../../view/identity';
import { crossed, nothingBefore, phaseOf, upgraded } from '../../view/phase';
import { fact, type View } from '../../view/view';
import { type Assessment, type Confirmation, done, minutes, type Outcome, refuse, type Step } from '../step';
import { beforeSwitchover } from './gate-switchover';
import { journalTags, noRoom, writeAnew, writeJournalOf } from './write-journal';

/** How long RDS may keep a switchover waiting that rests on a look before, in milliseconds on the wall's clock: as outages last. */
const gatesHold = minutes(1);

/** "DB instance X is not in available state", although everything reads available: RDS catches up within minutes. */
const refusedLimit = minutes(10);

/** An attempt of this run. */
interface Announced {
  number: number;
  /** Milliseconds since the epoch, whole: so it can be read back from its tag. */
  at: number;
}

export const switchover: Step = {
  id: 'switchover',
  title: 'Switchover',
  section: '6.3',
  outline: (view) => willSwitch(view).join(),
  needs: (view) => (beforeSwitchover(view) ? ['green', 'greenEvents', 'sourceEvents', ...journalFacts(view)] : []),
  assess(view) {
    if (upgraded(view))
      return done(phaseOf(view) === 'switched' ? 'production runs the new version' : nothingBefore(view));
    const deployment = fact(view, 'deployments').underway!;
    if (deployment.status === 'SWITCHOVER_IN_PROGRESS' || deployment.status === 'SWITCHOVER_COMPLETED') {
      return waitForEnd(view, deployment);
    }
    if (!beforeSwitchover(view)) return done('waits for green');
    const last = attempt(view);
    // What this run announced and did not begin needs no outcome. Whatever else was announced, RDS tells of first.
    if (last.kind === 'open' && last.at !== view.memory.notBegun) return waitForOutcome(last.at);
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
      confirm: confirmation(view),
      once: true,
      settles: minutes(2),
      busyLimit: refusedLimit,
      // Shorter than an announcement counts as lately made.
      busyPause: 20_000,
      watch: ['deployments'],
      seen: 'everything reads AVAILABLE',
      remedy: `Production is untouched. Look at the deployment's members in the console, then continue: ${continueCommand(view, '--retry-switchover')}`,
    };
  },
  async execute(view, { rds }) {
    const begun = Date.now();
    if (writeAnew(view) !== undefined) {
      await writeJournalOf(view, rds);
      return {};
    }
    const seen = fact(view, 'deployments').underway!;
    const arn = deploymentArn(fact(view, 'production').cluster.arn, seen.identifier);
    const ours = { number: nextNumber(view), at: Math.trunc(view.now) };
    const notBegun: Outcome = { busy: willSwitch(view), notBegun: ours.at };
    if (!(await announced(view, seen, ours, rds))) return notBegun;
    const asSeen = async () => {
      const found = await rds.deployment(seen.identifier);
      return found === undefined ? undefined : isAsSeen(found, seen, ours);
    };
    const same = await asSeen();
    // Somebody may have switched over, or given up, since the look: this consent is not for what there is now, and is used up.
    if (same === false) return {};
    // RDS may have kept us waiting: gates that held minutes ago are looked at again.
    if (same === undefined || Date.now() - begun > gatesHold) return notBegun;
    try {
      await rds.switchover(seen.identifier, view.request.switchoverTimeoutSeconds);
    } catch (error) {
      if (!(error instanceof RdsFault && error.fault === 'InvalidBlueGreenDeploymentStateFault')) throw error;
      // Not ready yet; or somebody was faster, and what becomes of that attempt must not be followed by ours.
      return (await asSeen()) === false ? {} : notBegun;
    }
    await writeDown(arn, ours, rds);
    return {};
  },
};

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

/** One that was announced and not begun is taken up again rather than counted twice. */
function nextNumber(view: View): number {
  const last = attempt(view);
  if (last.kind === 'none') return 1;
  return last.kind === 'open' ? Math.max(last.number, 1) : last.number + 1;
}

/** Tags the attempt before it is made, and with it what production has at this look. */
async function announced(
  view: View,
  deployment: Deployment,
  { number, at }: Announced,
  rds: Pick<RdsPort, 'addTags'>,
): Promise<boolean> {
  try {
    await rds.addTags(deploymentArn(fact(view, 'production').cluster.arn, deployment.identifier), {
      [`${tagKey.attempt}${number}`]: new Date(at).toISOString(),
      // The gates have refused where it is not visible.
      [tagKey.targetResourceId]: fact(view, 'green')!.cluster.resourceId,
      ...journalTags(view),
    });
    return true;
  } catch (error) {
    if (!(error instanceof RdsUnreachable)) throw error;
    return false;
  }
}

/** The same ends, still before a switchover, and no attempt but those seen and the one just announced, which may not show yet. */
function isAsSeen(now: Deployment, seen: Deployment, ours: Announced): boolean {
  const known = [ours, ...attemptsOf(seen.tags)];
  const strange = attemptsOf(now.tags).some(
    ({ number, at }) => !known.some((each) => each.number === number && each.at === at),
  );
  return now.status === seen.status && now.source === seen.source && now.target === seen.target && !strange;
}

/** That RDS took it; the switchover runs, whether or not this can be written. */
async function writeDown(arn: string, { number, at }: Announced, rds: Pick<RdsPort, 'addTags'>): Promise<void> {
  try {
    await rds.addTags(arn, { [`${tagKey.accepted}${number}`]: new Date(at).toISOString() });
  } catch (error) {
    const harmless = error instanceof RdsFault || error instanceof RdsUnreachable || error instanceof UpgradeError;
    if (!harmless) throw error;
  }
}

function waitForEnd(view: View, { identifier, status, members }: Deployment): Assessment {
  const completed = members.filter((member) => member.status === 'SWITCHOVER_COMPLETED').length;
  return {
    state: 'wait',
    for: { what: 'switchover', status, completed, total: members.length },
    // Completed or crossed, yet one of the two still reads as before.
    watch: status === 'SWITCHOVER_COMPLETED' || crossed(view) ? ['production', 'deployments'] : ['deployments'],
    // RDS undoes a switchover that exceeds its timeout; half an hour more is for what it does around it.
    limit: view.request.switchoverTimeoutSeconds * 1000 + minutes(30),
    every: 2_500,
    expected: 'about a minute',
    remedy: `Look at ${identifier} in the console, then continue: ${continueCommand(view)}`,
  };
}

function willSwitch(view: View): string[] {
  return [
    `${switchLine}${view.desired.annotation.clusterIdentifier} over to ${view.target}: writes stop for about a minute, connections break, at most ${view.request.switchoverTimeoutSeconds} s before RDS undoes it`,
  ];
}

function confirmation(view: View): Confirmation {
  const { clusterIdentifier } = view.desired.annotation;
  const last = attempt(view);
  const again =
    last.kind === 'cancelled' ? ` once more (the attempt of ${new Date(last.at).toISOString()} was cancelled)` : '';
  return {
    question: `Switch ${clusterIdentifier} in account ${view.identity.account}, ${view.region}, over to ${view.target}${again}? It cannot be undone without losing writes.`,
    declined: refusal(
      'NOT_CONFIRMED',
      `The switchover of ${clusterIdentifier} was not confirmed; production is untouched, green stands and costs money.`,
      `Continue at any time: ${continueCommand(view)}; or give it up: ${abortCommand(view)}`,
    ),
  };
}
