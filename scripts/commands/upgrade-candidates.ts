import type { CommandContext, CommonOptions } from '../cli/command';
import type { DataOptions } from '../cli/data-options';
import { codeVersions, sameVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import { apart } from '../runbook/two-looks';
import { refusal } from '../runtime/errors';
import { versionsAfter } from '../view/code-after';
import { phaseOf, upgraded } from '../view/phase';
import type { Until } from '../view/request';
import { runningVersion } from '../view/running-version';
import type { View } from '../view/view';
import type { ApproveOptions } from '../workspace/approve-options';
import type { CodeOfRun } from '../workspace/code-port';
import type { OpenConnection, ReadingConnection } from '../workspace/connections';
import { findSharedEdits } from '../workspace/find-shared-edits';
import { observeAnew } from '../workspace/observe-twice';
import { startView, upgradeRequest } from '../workspace/start-view';
import type { SwitchOptions } from '../workspace/switch-options';
import type { Workspace } from '../workspace/workspace';
import { exists } from './exists';
import { chooseCluster, mayAsk, selectedClusters } from './selected-clusters';

export interface UpgradeOptions extends CommonOptions, DataOptions, SwitchOptions, ApproveOptions {
  approvals?: string;
  plan?: boolean;
  until?: Exclude<Until, 'proven'>;
  to?: string;
  all?: boolean;
  switchoverTimeout: number;
  rebootSource?: boolean;
  retrySwitchover?: boolean;
  refreshState?: boolean;
  rebuild?: string | true;
  greenChanges?: 'keep' | 'undo';
  hook?: string[];
}

export interface Candidate<Connected extends ReadingConnection = OpenConnection> {
  cluster: DesiredCluster;
  connection: Connected;
  view: View;
}

/** What the code is to say of each, and what they share in it: tried before anything is created. */
export async function codeOfRun(
  candidates: readonly Candidate[],
  workspace: Workspace,
  names: readonly string[],
  { local, all }: UpgradeOptions,
  { report }: CommandContext,
): Promise<CodeOfRun> {
  const wishes = candidates.map(({ cluster, view }) => ({ cluster, to: versionsWhenDone(view) }));
  const run = { command: 'upgrade' as const, all: all === true && names.length === 0, local, wishes };
  const { shared, refused } = await findSharedEdits(workspace, run, report);
  if (refused[0] !== undefined) throw refused[0].error;
  return { ...run, shared };
}

export const versionsWhenDone = (view: View) =>
  versionsAfter(view, upgraded(view) ? runningVersion(view) : view.target);

/**
 * First what is to be upgraded, or whose code is still to follow: what somebody must confirm is asked at once, and the plan of a stack can
 * be proven once all of it is. Named ones stay in the order in which they are named.
 */
export const pendingFirst = (candidates: readonly Candidate[]): Candidate[] =>
  [...candidates].sort((a, b) => Number(isThere(a)) - Number(isThere(b)));

const isThere = ({ view }: Candidate) =>
  upgraded(view) && sameVersions(codeVersions(view.desired), versionsWhenDone(view));

/** Those that are named, or of a region; else those with something to do, if there is one or `--all` is given; or the one chosen. */
export async function chosen(
  workspace: Workspace,
  names: string[],
  options: UpgradeOptions,
  context: CommandContext,
  typedAt: number,
): Promise<Candidate[]> {
  const { report } = context;
  const selection = { all: true, purpose: 'to be upgraded', acts: 'upgrade' } as const;
  const asked = await selectedClusters(workspace, names, options, selection, context);
  if (options.to !== undefined && asked.length > 1) {
    throw refusal(
      'TO_NEEDS_ONE',
      `--to is for one cluster, and ${asked.length} are selected: ${asked.map((it) => it.annotation.clusterIdentifier).join(', ')}.`,
      'Name the cluster.',
    );
  }
  const candidates: Candidate[] = [];
  for (const cluster of asked) {
    if (cluster.annotation.upgradePolicy === 'in-place') {
      if (names.length > 0) throw inPlace(cluster);
      const { clusterIdentifier } = cluster.annotation;
      const message = `${clusterIdentifier} is skipped: with upgradePolicy "in-place" Terraform upgrades it.`;
      report({ code: 'NOTE', cluster: clusterIdentifier, message });
      continue;
    }
    const request = upgradeRequest(cluster, options);
    const connection = await workspace.open(cluster);
    const view = startView(cluster, connection, request, typedAt);
    if (!(await exists(view, connection, asked.length > 1 && names.length === 0, report))) continue;
    candidates.push({ cluster, connection, view });
  }
  const meant = names.length > 0 || options.all === true || options.region !== undefined;
  if (names.length > 0 || candidates.length <= 1) return candidates;
  if (meant) return pendingFirst(candidates);
  const isOver = (candidate: Candidate) => phaseOf(candidate.view) === 'current';
  const over = candidates.filter(isOver);
  // What is passed over is looked at twice: one empty list would leave an upgrade unfinished.
  if (over.length > 0) await over[0]!.connection.clock.sleep(apart);
  for (const { view, connection } of over) await observeAnew(view, ['production', 'deployments'], connection);
  const pending = candidates.filter((candidate) => !isOver(candidate));
  if (pending.length <= 1) return pending.length === 1 ? pending : candidates;
  const one = mayAsk(options) ? await choosePending(pending, context.signal) : undefined;
  if (one !== undefined) return [one];
  throw refusal(
    'SEVERAL_CLUSTERS',
    `${pending.length} clusters are pending: ${pending.map((it) => it.cluster.annotation.clusterIdentifier).join(', ')}.`,
    'Name the ones to upgrade, or use --all.',
  );
}

async function choosePending(pending: readonly Candidate[], signal: AbortSignal): Promise<Candidate | undefined> {
  const placed = pending.map(({ cluster, connection }) => ({ cluster, region: connection.region }));
  const cluster = await chooseCluster(placed, 'to be upgraded', signal);
  return pending.find((each) => each.cluster === cluster);
}

function inPlace(cluster: DesiredCluster) {
  return refusal(
    'IN_PLACE',
    `${cluster.annotation.clusterIdentifier} has upgradePolicy "in-place": Terraform upgrades it.`,
    `Run ${cluster.delivery.deploy}, or set upgradePolicy to "blue-green".`,
  );
}
