import { engines } from '../../engines';
import { continueCommand } from '../../report/commands';
import { refusal } from '../../runtime/errors';
import { given } from '../../runtime/given';
import { nothingBefore, phaseOf } from '../../view/phase';
import { requestOf } from '../../view/request';
import { type Environment, fact, type View } from '../../view/view';
import { type Assessment, done, minutes, refuse, type Step } from '../step';
import { creationConsent } from './creation-consent';

/**
 * "Blue/green deployments require that the writer be in sync with the DB cluster parameter group, otherwise creation
 * fails" (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-creating.html). The parameter itself belongs to Terraform: it is never written here.
 */
export const enableReplication: Step = {
  id: 'enable-replication',
  title: 'Check the replication',
  section: '2',
  foreseeable: true,
  outline: (view) => `check that ${replicationOf(view).called} is in effect`,
  needs: (view) => (phaseOf(view) === 'before' ? ['replicationParameters', 'data'] : []),
  doneWhen: 'replication is on and every member is in sync; a reboot of production needs `--reboot-source`',
  assess(view) {
    if (phaseOf(view) === 'underway') return done('the deployment needs it and was created');
    if (phaseOf(view) !== 'before') return done(nothingBefore(view));
    const { cluster } = fact(view, 'production');
    if (!replicates(view)) return refuse(notReplicating(view));
    const behind = pendingReboot(view);
    const statuses = cluster.members.map((member) => member.clusterParameterGroupStatus);
    if (behind.length === 0 && statuses.every((status) => status === 'in-sync')) {
      return done(`${replicationOf(view).on} in ${cluster.parameterGroup}, every member in sync`);
    }
    if (behind.length === 0) return waitForSync(view, statuses);
    if (!requestOf(view, 'upgrade').rebootSource) {
      return refuse(
        refusal(
          'API_SYNC',
          `${behind.join(' and ')} of ${cluster.identifier} must be rebooted before ${cluster.parameterGroup} takes effect, which blue/green deployments require.`,
          `A reboot interrupts production for about a minute. To reboot now: ${continueCommand(view, '--reboot-source')}`,
        ),
      );
    }
    return {
      state: 'act',
      // One after the other: an instance stays up meanwhile, and of each reboot it is known whether it was asked for.
      will: behind.slice(0, 1).map(willReboot),
      ...given({ confirm: creationConsent(view) }),
      // One stale answer must not interrupt production.
      concludes: true,
      once: true,
      settles: minutes(15),
      watch: ['production'],
      seen: `${behind.join(' and ')} still shows a pending reboot`,
    };
  },
  async execute(view, { rds }, lines) {
    const { cluster } = fact(view, 'production');
    const seen = pendingReboot(view).filter((name) => lines.includes(willReboot(name)));
    // Each reboot interrupts production: right before, it must still be this cluster, and still be needed.
    const now = await rds.cluster(cluster.identifier);
    const instances = await rds.instances(cluster.identifier);
    if (now?.resourceId !== cluster.resourceId) return { busy: lines };
    const still = pendingOf({ cluster: now, instances });
    const skipped = seen.filter((name) => !still.includes(name) || instances.some((it) => it.status !== 'available'));
    for (const name of seen.filter((each) => !skipped.includes(each))) await rds.rebootInstance(name);
    return { busy: skipped.map(willReboot) };
  },
};

const willReboot = (name: string) => `reboot ${name} (production is interrupted for about a minute)`;

function waitForSync(view: View, statuses: string[]): Assessment {
  const unknown = statuses.find((status) => status !== 'in-sync' && status !== 'applying');
  const { cluster } = fact(view, 'production');
  if (unknown !== undefined) {
    return refuse(
      refusal(
        'API_SYNC',
        `A member of ${cluster.identifier} reports the parameter group status "${unknown}", which this tool does not know.`,
        'Look at the instance in the console; if it needs a reboot, reboot it yourself, and run again.',
      ),
    );
  }
  return {
    state: 'wait',
    for: { what: 'in-sync', members: [cluster.identifier], group: cluster.parameterGroup },
    watch: ['production'],
    limit: minutes(30),
    every: 10_000,
    remedy: 'Check the parameter group and the events of the instances, and run the command again.',
  };
}

const pendingReboot = (view: View) => pendingOf(fact(view, 'production'));

function pendingOf({ cluster, instances }: Environment): string[] {
  const members = cluster.members
    .filter((member) => member.clusterParameterGroupStatus === 'pending-reboot')
    .map((member) => member.instanceIdentifier);
  const own = instances
    .filter((instance) => instance.parameterApplyStatus === 'pending-reboot')
    .map((instance) => instance.identifier);
  return [...new Set([...members, ...own])];
}

function replicates(view: View): boolean {
  const parameters = fact(view, 'replicationParameters');
  const { cluster } = fact(view, 'production');
  return !cluster.parameterGroup.startsWith('default.') && replicationOf(view).isOn(parameters);
}

const replicationOf = (view: View) => engines[view.desired.annotation.engine].replication;

function notReplicating(view: View) {
  const { cluster } = fact(view, 'production');
  return refusal(
    'API_REPLICATION',
    `The cluster parameter group ${cluster.parameterGroup} of ${cluster.identifier} does not have ${replicationOf(view).needed}, which blue/green deployments require.`,
    'AuroraCluster sets it by default: deploy the code with the version that runs now, then run again with --reboot-source.',
  );
}

/** Nothing is left to do here: what PostgreSQL says of its parameters is what a deployment will meet. */
export const replicationInEffect = (view: View): boolean =>
  replicates(view) &&
  pendingReboot(view).length === 0 &&
  fact(view, 'production').cluster.members.every((member) => member.clusterParameterGroupStatus === 'in-sync');
