import { nothingBefore, phaseOf } from '../../observed/phase';
import { fact, type View } from '../../observed/view';
import { continueCommand } from '../../report/commands';
import { refusal } from '../../runtime/errors';
import { type Assessment, done, minutes, refuse, type Step } from '../step';

/**
 * "Blue/green deployments require that the writer be in sync with the DB cluster parameter group, otherwise creation
 * fails" (reference: bluegreen-deployments, 2.2). The parameter itself belongs to Terraform: it is never written here.
 */
export const enableReplication: Step = {
  id: 'enable-replication',
  title: 'Logical replication on, writer in sync',
  section: '2',
  outline: () => 'check that logical replication is in effect',
  needs: (view) => (phaseOf(view) === 'before' ? ['replicationParameters'] : []),
  assess(view) {
    if (phaseOf(view) === 'underway') return done('a deployment was made, which needs it');
    if (phaseOf(view) !== 'before') return done(nothingBefore(view));
    const { cluster } = fact(view, 'production');
    if (!replicates(view)) return refuse(notReplicating(view));
    const behind = pendingReboot(view);
    const statuses = cluster.members.map((member) => member.clusterParameterGroupStatus);
    if (behind.length === 0 && statuses.every((status) => status === 'in-sync')) {
      return done(`${settingOf(view)} in ${cluster.parameterGroup}, every member in sync`);
    }
    if (behind.length === 0) return waitForSync(view, statuses);
    if (!view.request.rebootSource) {
      return refuse(
        refusal(
          'API-SYNC',
          `${behind.join(' and ')} of ${cluster.identifier} must be rebooted before ${cluster.parameterGroup} takes effect; blue/green needs that.`,
          `A reboot interrupts production for about a minute. To have it done now: ${continueCommand(view, '--reboot-source')}`,
        ),
      );
    }
    return {
      state: 'act',
      will: behind.map((name) => `reboot ${name} (production is interrupted for about a minute)`),
    };
  },
  async execute(view, { rds }) {
    for (const name of pendingReboot(view)) {
      await rds.rebootInstance(name);
      view.memory.asked.set(`reboot ${name}`, view.now);
    }
  },
};

function waitForSync(view: View, statuses: string[]): Assessment {
  const unknown = statuses.find((status) => status !== 'in-sync' && status !== 'applying');
  const { cluster } = fact(view, 'production');
  if (unknown !== undefined) {
    return refuse(
      refusal(
        'API-SYNC',
        `A member of ${cluster.identifier} reports the parameter group status "${unknown}", which is not known.`,
        'Look at the instance in the console; reboot it yourself if that is what it needs, and run again.',
      ),
    );
  }
  return {
    state: 'wait',
    for: `${cluster.identifier} to apply ${cluster.parameterGroup}`,
    watch: ['production'],
    limit: minutes(30),
    every: 10_000,
    remedy: 'Look at the parameter group and the events of the instances, and run the command again.',
  };
}

function pendingReboot(view: View): string[] {
  const { cluster, instances } = fact(view, 'production');
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
  if (cluster.parameterGroup.startsWith('default.')) return false;
  if (view.desired.annotation.engine === 'aurora-mysql') {
    const format = parameters.binlog_format ?? 'OFF';
    return format.toUpperCase() !== 'OFF';
  }
  return ['1', 'on', 'true'].includes((parameters['rds.logical_replication'] ?? '0').toLowerCase());
}

function settingOf(view: View): string {
  return view.desired.annotation.engine === 'aurora-mysql' ? 'binlog is on' : 'rds.logical_replication is on';
}

function notReplicating(view: View) {
  const { cluster } = fact(view, 'production');
  const mysql = view.desired.annotation.engine === 'aurora-mysql';
  const parameter = mysql ? 'binlog_format = ROW' : 'rds.logical_replication = 1';
  return refusal(
    'API-REPLICATION',
    `The cluster parameter group ${cluster.parameterGroup} of ${cluster.identifier} does not have ${parameter}, which blue/green needs.`,
    'AuroraCluster declares it by itself: deploy the code as it stands with the version that runs now, then run again with --reboot-source.',
  );
}
