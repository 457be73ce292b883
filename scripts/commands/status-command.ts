import type { Action, CommonOptions } from '../cli/command';
import type { DesiredCluster } from '../desired/desired-cluster';
import { selectClusters } from '../desired/select-clusters';
import { observe } from '../observed/observe';
import { cleanupCommand, ownCommand } from '../report/commands';
import type { RunEvent } from '../report/event';
import { duration } from '../report/human';
import { progressText } from '../report/progress';
import { look } from '../runbook/look';
import type { Assessment } from '../runbook/step';
import { stepsUntil } from '../runbook/upgrade';
import { ExitCode, UpgradeError } from '../runtime/errors';
import { phaseOf } from '../view/phase';
import type { View } from '../view/view';
import { startView } from '../workspace/start-view';
import { type OpenConnection, openWorkspace } from '../workspace/workspace';

export type StatusOptions = CommonOptions;

type Status = Extract<RunEvent, { code: 'STATUS' }>;

/** `npm run status`: reads, and changes nothing. Exit code 2 where there is something to do. */
export const statusCommand: Action<StatusOptions> = async (names, options, context) => {
  const workspace = await openWorkspace(options, context);
  try {
    const all: Status[] = [];
    const rows: string[][] = [];
    for (const cluster of selectClusters(workspace.clusters, names, { all: true })) {
      const connection = await workspace.open(cluster);
      const status = await statusOf(cluster, connection, options.local);
      context.report(status);
      all.push(status);
      rows.push(rowOf(status, connection.clock.now()));
    }
    const columns = ['CLUSTER', 'STACK', 'CODE', 'RUNS', 'UPGRADE', 'SINCE', 'NEXT'];
    context.report({ code: 'TABLE', title: '', columns, rows });
    // A sentence does not fit into a table.
    for (const { cluster, next, cleanup } of all) {
      if (next !== undefined) context.report({ code: 'RESULT', cluster, outcome: next.state, message: next.text });
      // Not urgent, so it is no reason for exit code 2.
      else if (cleanup !== undefined) {
        const message = `its old environment still stands and costs money; days after the upgrade: ${cleanup}`;
        context.report({ code: 'RESULT', cluster, outcome: 'cleanup', message });
      }
    }
    return all.some((status) => status.next !== undefined) ? ExitCode.changes : ExitCode.done;
  } finally {
    await workspace.close();
  }
};

async function statusOf(cluster: DesiredCluster, connection: OpenConnection, local?: boolean): Promise<Status> {
  const { clusterIdentifier, engineVersion, upgradePolicy, upgradeTo } = cluster.annotation;
  const status = {
    code: 'STATUS' as const,
    cluster: clusterIdentifier,
    stack: cluster.stack,
    inCode: engineVersion,
    upgradeTo: upgradeTo?.engineVersion,
  };
  let view = startView(cluster, connection, { local });
  try {
    await observe(view, ['production', 'deployments'], connection);
  } catch (error) {
    if (!(error instanceof UpgradeError && error.code === 'CLUSTER_NOT_FOUND')) throw error;
    const next = {
      step: 'deploy',
      state: 'act',
      text: `it does not exist: npx ${cluster.cli} deploy ${cluster.stack} creates it`,
    };
    return { ...status, phase: 'absent', next };
  }
  const { underway, finished } = view.facts.deployments!;
  const { engineVersion: running, status: clusterStatus } = view.facts.production!.cluster;
  const foreign = view.facts.deployments!.foreign.map(({ identifier, status }) => ({ identifier, status }));
  // Told also where there is nothing to do: it is in the way of the next upgrade.
  const now = {
    running,
    ...(clusterStatus === 'available' ? {} : { clusterStatus }),
    ...(foreign.length === 0 ? {} : { foreign }),
  };
  if (upgradePolicy === 'in-place') return { ...status, ...now, phase: 'in-place' };
  // An upgrade that was begun with --to goes where it was sent, whatever the code says meanwhile.
  const sent = underway?.origin.origin === 'to' ? underway.origin.toVersion : undefined;
  if (sent !== undefined) view = { ...startView(cluster, connection, { local, to: sent }), facts: view.facts };
  const found = underway ?? finished;
  const deployment = found && {
    identifier: found.identifier,
    status: found.status,
    from: found.origin.fromVersion,
    to: found.origin.toVersion,
    since: new Date(found.createdAt).toISOString(),
  };
  // Whether the plan is empty is asked by `upgrade`, and by Terraform: a status only reads RDS.
  const { position, failure } = await look(view, stepsUntil('reconciled'), connection);
  if (position === undefined) throw failure;
  const next = position.next && nextOf(position.next, view);
  // A cleanup that was begun goes on by its tags when the record is gone.
  await observe(view, ['leftovers'], connection);
  const cleanup = (finished ?? view.facts.leftovers?.old) && cleanupCommand(view);
  return { ...status, ...now, phase: phaseOf(view), deployment, next, cleanup };
}

function nextOf(
  { step, assessment }: { step: { id: string }; assessment: Exclude<Assessment, { state: 'done' }> },
  view: View,
) {
  return { step: step.id, state: assessment.state, text: `${sentence(assessment)}${howToGoOn(assessment, view)}` };
}

function sentence(assessment: Exclude<Assessment, { state: 'done' }>): string {
  switch (assessment.state) {
    case 'act':
      return `next: ${assessment.will.join('; ')}.`;
    case 'wait':
      return `waits for ${progressText(assessment.for)}.`;
    case 'refuse':
      return `${assessment.error.message} ${assessment.error.remedy}`;
  }
}

function howToGoOn(assessment: Assessment, view: View): string {
  if (assessment.state === 'refuse') return '';
  if (phaseOf(view) === 'ahead') return ` ${ownCommand(view, 'reconcile')}`;
  return ` ${ownCommand(view, 'upgrade', view.request.to === undefined ? [] : ['--to', view.request.to])}`;
}

function rowOf(status: Status, now: number): string[] {
  const { deployment } = status;
  const since =
    deployment === undefined
      ? '–'
      : `${deployment.since.slice(0, 16).replace('T', ' ')} (${age(deployment.since, now)})`;
  const [other] = status.foreign ?? [];
  const upgrade =
    deployment !== undefined
      ? `${deployment.from} to ${deployment.to}, ${deployment.status}`
      : other !== undefined
        ? `${other.identifier}, not by this tool, ${other.status}`
        : phases[status.phase];
  const { cluster, stack, inCode, upgradeTo, next, cleanup } = status;
  const code = upgradeTo === undefined ? inCode : `${inCode}, upgradeTo ${upgradeTo}`;
  return [
    cluster,
    stack,
    code,
    runs(status),
    upgrade ?? status.phase,
    since,
    next?.step ?? (cleanup && 'cleanup') ?? '–',
  ];
}

const runs = ({ running, clusterStatus }: Status) =>
  [running ?? '–', ...(clusterStatus === undefined ? [] : [clusterStatus])].join(', ');

/** What a phase means where no deployment tells it better. */
const phases: Record<string, string> = {
  before: 'not begun',
  current: 'none',
  ahead: 'AWS is ahead of the code',
  absent: 'does not exist',
  'in-place': 'in place, by Terraform',
};

const age = (since: string, now: number) => duration(Math.max(0, now - Date.parse(since)) / 1000);
