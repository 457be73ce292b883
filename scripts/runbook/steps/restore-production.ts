import { changesOnProduction, endpointFacts, scalingBefore, scalingMatters } from '../../carry-over/of-view';
import { scalingNames } from '../../carry-over/scaling';
import { isEmpty } from '../../carry-over/scaling-journal';
import { deploymentArn, tagKey } from '../../observed/identity';
import { nothingBefore, phaseOf, restored } from '../../observed/phase';
import { fact, type View } from '../../observed/view';
import { type Finding, warn } from '../../preflight/finding';
import { awsCommand, continueCommand } from '../../report/commands';
import { refusal } from '../../runtime/errors';
import { type Assessment, done, minutes, refuse, type Step, type Waiting } from '../step';
import { applyChanges, assessChanges } from './carrying';
import { waitForProduction } from './production-available';
import { lostMembers } from './verify-production';

/**
 * What only exists under production's name, or what RDS loses at the switchover: auto scaling, custom endpoints, tags,
 * deletion protection. Known from the old environment, which still has it, and from the deployment's tags. Once all of it
 * stands, that is written on the deployment: later differences are somebody's wish, and must not be undone by a later run.
 */
export const restoreProduction: Step = {
  id: 'restore-production',
  title: 'Production has what it had',
  section: '7',
  outline: () => 'put back what a switchover drops: auto scaling, custom endpoints, tags, deletion protection',
  needs(view) {
    if (phaseOf(view) !== 'switched') return [];
    if (restored(view)) return scalingMatters(view) ? ['old', 'scaling'] : [];
    return ['old', ...endpointFacts(view), ...(scalingMatters(view) ? (['scaling'] as const) : [])];
  },
  assess(view) {
    if (phaseOf(view) !== 'switched') return done(nothingBefore(view));
    if (restored(view)) {
      return { state: 'done', because: 'what the switchover drops stands again', warnings: leftOnOld(view) };
    }
    const waiting = waitForProduction(view);
    if (waiting !== undefined) return waiting;
    const denied = scalingDenied(view);
    if (denied !== undefined) return denied;
    // A member cannot be made from here: the next step names it.
    const { cluster } = fact(view, 'production');
    const old = fact(view, 'old');
    if (old !== null && lostMembers(fact(view, 'production'), old).length > 0) return done('a member is missing');
    const remedy = `${cluster.identifier} runs ${view.target}. Mend what RDS does not take, then continue: ${continueCommand(view)}`;
    const open = assessChanges(changesOnProduction(view), { watch: ['production', 'deployments'], remedy });
    if (open !== undefined) return open;
    const unsettled = waitForEndpoints(view, remedy);
    if (unsettled !== undefined) return unsettled;
    return {
      state: 'act',
      will: [`write on ${fact(view, 'deployments').finished!.identifier} that nothing is missing`],
    };
  },
  async execute(view, ports, lines) {
    const changes = changesOnProduction(view);
    if (changes.length > 0) return applyChanges(changes, ports, lines);
    const { finished } = fact(view, 'deployments');
    const arn = deploymentArn(fact(view, 'production').cluster.arn, finished!.identifier);
    await ports.rds.addTags(arn, { [tagKey.restored]: new Date(view.now).toISOString() });
    return {};
  },
};

function waitForEndpoints(view: View, remedy: string): Waiting | undefined {
  const all = view.facts.endpoints?.production ?? [];
  const busy = all.filter(({ status }) => status === 'creating' || status === 'modifying');
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

/** Readers of an environment that nobody uses any more may come, and cost money. */
function leftOnOld(view: View): Finding[] {
  const { scaling, old } = view.facts;
  const name = old?.cluster.identifier;
  if (name === undefined || scaling?.kind !== 'known' || isEmpty(scaling.old)) return [];
  const words = `application-autoscaling deregister-scalable-target --service-namespace rds --scalable-dimension rds:cluster:ReadReplicaCount --resource-id cluster:${name}`;
  return [
    warn(
      'SCALING-ON-OLD',
      `Auto scaling is still set up for ${name} as well.`,
      `Take it off: ${awsCommand(view, words)}`,
    ),
  ];
}

/** Where there was auto scaling, and nobody may look whether it is there. */
function scalingDenied(view: View): Assessment | undefined {
  const { scaling } = view.facts;
  const before = scalingBefore(view);
  if (scaling?.kind !== 'denied' || before === undefined || isEmpty(before)) return undefined;
  return refuse(
    refusal(
      'ACCESS_DENIED',
      `The auto scaling of ${view.desired.annotation.clusterIdentifier} (${scalingNames(before)}) cannot be put back: ${scaling.message}`,
      `Give the role the permissions of this phase (README, "IAM"), then continue: ${continueCommand(view)}`,
    ),
  );
}
