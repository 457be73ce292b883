import type { DesiredCluster } from '../desired/desired-cluster';
import { selectClusters } from '../desired/select-clusters';
import { observe } from '../observed/observe';
import { phaseOf } from '../observed/phase';
import type { View } from '../observed/view';
import { duration } from '../report/human';
import { nextStep } from '../runbook/next-step';
import type { Assessment } from '../runbook/step';
import { stepsUntil } from '../runbook/steps';
import { ExitCode, UpgradeError } from '../runtime/errors';
import type { Action, CommonOptions } from './command';
import { startView } from './start-view';
import { type OpenConnection, openWorkspace } from './workspace';

export type StatusOptions = CommonOptions;

/** `npm run status`: reads, and changes nothing. Exit code 2 where there is something to do. */
export const statusCommand: Action<StatusOptions> = async (names, options, context) => {
  const workspace = await openWorkspace(options, context);
  try {
    const rows: string[][] = [];
    let work = false;
    for (const cluster of selectClusters(workspace.clusters, names, { all: true })) {
      const { row, open } = await statusOf(cluster, await workspace.open(cluster));
      rows.push(row);
      work ||= open;
    }
    context.report({
      code: 'TABLE',
      title: '',
      columns: ['CLUSTER', 'STACK', 'CODE', 'RUNS', 'UPGRADE', 'SINCE', 'NEXT'],
      rows,
    });
    return work ? ExitCode.changes : ExitCode.done;
  } finally {
    await workspace.close();
  }
};

async function statusOf(
  cluster: DesiredCluster,
  connection: OpenConnection,
): Promise<{ row: string[]; open: boolean }> {
  const { clusterIdentifier, engineVersion, upgradePolicy } = cluster.annotation;
  let view = startView(cluster, connection, {});
  try {
    await observe(view, ['production', 'deployments'], connection.rds);
  } catch (error) {
    if (!(error instanceof UpgradeError && error.code === 'CLUSTER_NOT_FOUND')) throw error;
    return {
      row: [clusterIdentifier, cluster.stack, engineVersion, 'does not exist', '–', '–', 'cdktf deploy'],
      open: true,
    };
  }
  // An upgrade that was begun with --to goes where it was sent, whatever the code says meanwhile.
  const { underway, finished } = view.facts.deployments!;
  const sent = underway?.origin.origin === 'to' ? underway.origin.toVersion : undefined;
  if (sent !== undefined) view = { ...startView(cluster, connection, { to: sent }), facts: view.facts };
  const running = view.facts.production!.cluster.engineVersion;
  const about = [clusterIdentifier, cluster.stack, engineVersion, running];
  const deployment = underway ?? finished;
  const since = deployment === undefined ? '–' : ago(view, deployment.createdAt);
  if (upgradePolicy === 'in-place') return { row: [...about, 'in place, by Terraform', '–', '–'], open: false };
  // Whether the plan is empty is asked by `upgrade`, and by Terraform: a status only reads RDS.
  const position = await nextStep(view, stepsUntil('reconciled'), connection.rds);
  const upgrade = describePhase(view);
  if (position.next === undefined) return { row: [...about, upgrade, since, '–'], open: false };
  const { step, assessment } = position.next;
  return { row: [...about, upgrade, since, `${step.id}: ${short(assessment)}`], open: true };
}

function describePhase(view: View): string {
  const { underway, finished } = view.facts.deployments!;
  switch (phaseOf(view)) {
    case 'before':
      return `to ${view.target}, not begun`;
    case 'underway':
      return `to ${underway!.origin.toVersion}, ${underway!.identifier} ${underway!.status}`;
    case 'switched':
      return `switched over, ${finished!.identifier} still stands`;
    case 'ahead':
      return finished === undefined ? 'AWS is ahead of the code' : `switched over, the code is behind`;
    case 'current':
      return finished === undefined ? 'none' : `${finished.identifier} of an earlier one still stands`;
  }
}

function short(assessment: Exclude<Assessment, { state: 'done' }>): string {
  switch (assessment.state) {
    case 'act':
      return assessment.will.join('; ');
    case 'wait':
      return `waits for ${assessment.for}`;
    case 'refuse':
      return `${assessment.error.message} ${assessment.error.remedy}`;
  }
}

function ago(view: View, at: number): string {
  const seconds = Math.max(0, view.now - at) / 1000;
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} (${duration(seconds)})`;
}
