import { isEmpty, scalingOfTags, scalingTags } from '../../carry-over/scaling-journal';
import { attempt } from '../../observed/attempt';
import { deploymentArn, tagKey } from '../../observed/identity';
import { nothingBefore, phaseOf, upgraded } from '../../observed/phase';
import { fact, type View } from '../../observed/view';
import { scalingFindings } from '../../preflight/scaling-checks';
import { RdsFault } from '../../rds/faults';
import type { Deployment, Tags } from '../../rds/types';
import { abortCommand, continueCommand } from '../../report/commands';
import { refusal, UpgradeError } from '../../runtime/errors';
import { type Assessment, type Confirmation, done, minutes, refuse, type Step } from '../step';
import { beforeSwitchover } from './gate-switchover';

/** "DB instance X is not in available state", although everything reads available: RDS catches up within minutes. */
const refusedLimit = minutes(10);

export const switchover: Step = {
  id: 'switchover',
  title: 'Switchover',
  section: '6.3',
  outline: (view) => willSwitch(view).join(),
  needs: (view) => (beforeSwitchover(view) ? ['green', 'greenEvents', 'sourceEvents', 'scaling'] : []),
  assess(view) {
    if (upgraded(view))
      return done(phaseOf(view) === 'switched' ? 'production runs the new version' : nothingBefore(view));
    const deployment = fact(view, 'deployments').underway!;
    if (deployment.status === 'SWITCHOVER_IN_PROGRESS' || deployment.status === 'SWITCHOVER_COMPLETED') {
      return waitForEnd(view, deployment);
    }
    if (!beforeSwitchover(view)) return done('waits for green');
    const last = attempt(view);
    const refusedSince = view.memory.asked.get('switchover refused');
    if (refusedSince === undefined && last.kind === 'open' && last.young) return waitForBeginning(last.at);
    if (refusedSince !== undefined) {
      if (view.now - refusedSince > refusedLimit) return refuse(stillRefused(view));
      if (view.now - (view.memory.asked.get('switchover') ?? 0) < 10_000) return waitForAcceptance(refusedSince);
    }
    // It may have changed since the deployment was made, and is only known now.
    const lost = scalingFindings(view).find((finding) => finding.severity === 'block');
    if (lost !== undefined) return refuse(refusal(lost.id, lost.message, lost.remedy));
    return { state: 'act', will: willSwitch(view), confirm: confirmation(view) };
  },
  async execute(view, { rds }) {
    const deployment = fact(view, 'deployments').underway!;
    await announce(view, deployment, rds);
    view.memory.asked.set('switchover', view.now);
    try {
      await rds.switchover(deployment.identifier, view.request.switchoverTimeoutSeconds);
      view.memory.asked.delete('switchover refused');
    } catch (error) {
      // Not ready yet, or begun by another run: the next look tells which.
      if (!(error instanceof RdsFault && error.fault === 'InvalidBlueGreenDeploymentStateFault')) throw error;
      if (!view.memory.asked.has('switchover refused')) view.memory.asked.set('switchover refused', view.now);
    }
  },
};

/** A run that was killed may have announced an attempt without making it: RDS tells which within a minute. */
function waitForBeginning(at: number): Assessment {
  return {
    state: 'wait',
    for: `RDS to tell what became of the switchover announced at ${new Date(at).toISOString()}`,
    watch: ['deployments', 'greenEvents', 'sourceEvents'],
    limit: minutes(5),
    every: 5_000,
    remedy: 'Run the command again.',
  };
}

function waitForAcceptance(since: number): Assessment {
  return {
    state: 'wait',
    for: 'RDS to accept the switchover (a member is not ready yet)',
    watch: ['deployments'],
    since,
    limit: refusedLimit,
    every: 10_000,
    remedy: 'Look at the members of the deployment and run the command again.',
  };
}

/** Tags the attempt before it is made, and what the switchover drops with it. One that RDS never began is taken up again rather than counted twice. */
async function announce(
  view: View,
  deployment: Deployment,
  rds: { addTags(arn: string, tags: Record<string, string>): Promise<void> },
): Promise<void> {
  const last = attempt(view);
  if (last.kind === 'open' && view.memory.asked.has('switchover')) return;
  const number = last.kind === 'none' ? 1 : last.kind === 'open' ? Math.max(last.number, 1) : last.number + 1;
  const green = fact(view, 'green')?.cluster.resourceId;
  await rds.addTags(deploymentArn(fact(view, 'production').cluster.arn, deployment.identifier), {
    [`${tagKey.attempt}${number}`]: new Date(view.now).toISOString(),
    ...(green === undefined ? {} : { [tagKey.targetResourceId]: green }),
    ...scalingNow(view, deployment),
  });
}

/** Nothing where there is none, unless an attempt before has written down some. */
function scalingNow(view: View, deployment: Deployment): Tags {
  const scaling = fact(view, 'scaling');
  if (scaling.kind === 'denied') return {};
  const told = scalingOfTags(deployment.tags);
  return isEmpty(scaling.production) && told === undefined ? {} : (scalingTags(scaling.production) ?? {});
}

function waitForEnd(view: View, deployment: Deployment): Assessment {
  const open = deployment.members.filter((member) => member.status !== 'SWITCHOVER_COMPLETED').length;
  return {
    state: 'wait',
    for: `the switchover: ${deployment.status}, ${deployment.members.length - open} of ${deployment.members.length} members`,
    // Completed, yet production still reads as blue: what was read of it is from before.
    watch: deployment.status === 'SWITCHOVER_COMPLETED' ? ['production', 'deployments'] : ['deployments'],
    // RDS undoes a switchover that exceeds its timeout; half an hour more is for what it does around it.
    limit: view.request.switchoverTimeoutSeconds * 1000 + minutes(30),
    every: 1_800,
    expected: 'about a minute',
    remedy: `Look at ${deployment.identifier} in the console, then continue: ${continueCommand(view)}`,
  };
}

function willSwitch(view: View): string[] {
  return [
    `switch ${view.desired.annotation.clusterIdentifier} over to ${view.target}: writes stop for about a minute, connections break, at most ${view.request.switchoverTimeoutSeconds} s before RDS undoes it`,
  ];
}

function confirmation(view: View): Confirmation {
  const { clusterIdentifier } = view.desired.annotation;
  return {
    question: `Switch ${clusterIdentifier} in account ${view.identity.account}, ${view.region}, over to ${view.target}? It cannot be undone without losing writes.`,
    declined: refusal(
      'NOT_CONFIRMED',
      `The switchover of ${clusterIdentifier} was not confirmed; production is untouched, green stands and costs money.`,
      `Continue at any time: ${continueCommand(view)}; or give it up: ${abortCommand(view)}`,
    ),
  };
}

function stillRefused(view: View): UpgradeError {
  return new UpgradeError({
    code: 'SWITCHOVER_REFUSED',
    message: `RDS has refused the switchover of ${view.desired.annotation.clusterIdentifier} for 10 minutes although everything reads AVAILABLE.`,
    remedy: `Production is untouched. Look at the deployment's members in the console, then continue: ${continueCommand(view)}`,
  });
}
