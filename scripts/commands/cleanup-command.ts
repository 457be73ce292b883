import { EngineVersion } from '../../constructs/engine-version';
import type { Cluster } from '../aws/rds/types';
import { interactive } from '../cli/ask';
import type { Action, CommandContext, CommonOptions } from '../cli/command';
import { confirmer } from '../cli/confirm';
import type { HookOptions } from '../cli/hook-option';
import { codeVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import { formerGroups } from '../desired/group-addresses';
import { HookRunner } from '../hooks/hook-runner';
import { removalRights } from '../preflight/removal-rights';
import { cleanupCommand as cleanupCommandOf } from '../report/commands';
import { cleanupSteps } from '../runbook/cleanup';
import { putOff } from '../runbook/code-edit';
import { plan } from '../runbook/dry-run';
import { runAfterCleanup } from '../runbook/hooks/after-cleanup';
import { run } from '../runbook/run';
import type { CodePort } from '../runbook/step';
import { provenNow } from '../runbook/upgrade/prove-plan';
import { ExitCode, refusal } from '../runtime/errors';
import { given } from '../runtime/given';
import type { CleanupRequest } from '../view/request';
import { fact, type View } from '../view/view';
import { type CodeOfRun, codePort } from '../workspace/code-port';
import type { ReadingConnection } from '../workspace/connections';
import { findSharedEdits } from '../workspace/find-shared-edits';
import { hooksOf } from '../workspace/hooks-of';
import { observeTwice } from '../workspace/observe-twice';
import { openWorkspace } from '../workspace/open-workspace';
import { portsOf } from '../workspace/ports';
import type { WritingRun } from '../workspace/shared-advice';
import { startView } from '../workspace/start-view';
import type { Workspace } from '../workspace/workspace';
import { goesOnAfter } from './after-no';
import { commitAdvice } from './commit-advice';
import { codeOf } from './conclude';
import { proveAgain } from './prove-again';
import { selectedClusters } from './selected-clusters';
import { onceItPlans, whereOf } from './upgrade-result';
import { whatIsLeft } from './what-is-left';
import { worstOf } from './worst-of';

export interface CleanupOptions extends CommonOptions, HookOptions {
  plan?: boolean;
  soak: number;
  maxConnections: number;
  connectionProof: boolean;
  skipFinalSnapshot?: boolean;
}

/** `npm run cleanup`: section 9 of the runbook, days after an upgrade. */
export const cleanupCommand: Action<CleanupOptions> = async (names, options, context) => {
  const workspace = await openWorkspace(options, context);
  try {
    const selection = { purpose: 'to be cleaned up', offerAll: false, acts: 'cleanup' } as const;
    const clusters = await selectedClusters(workspace, names, options, selection, context);
    const run = writingRun(clusters, options);
    // What cannot be written is refused when it is its turn: nothing else depends on it.
    const { shared } = await findSharedEdits(workspace, run, context.report);
    const codes: ExitCode[] = [];
    const waiting: DesiredCluster[] = [];
    for (const [index, cluster] of clusters.entries()) {
      try {
        codes.push(await cleanOne(cluster, workspace, options, context, { ...run, shared }, waiting));
      } catch (error) {
        const sweeps = options.region !== undefined && names.length === 0;
        const turn = { cluster, sweeps, ...given({ next: clusters[index + 1] }) };
        if (!(await goesOnAfter(error, turn, context))) throw error;
        codes.push(ExitCode.refused);
      }
    }
    codes.push(
      ...(await proveAgain(waiting, workspace, context, {
        shared,
        expected: ({ annotation }) => formerGroups(annotation),
      })),
    );
    return worstOf(codes);
  } finally {
    await workspace.close();
  }
};

function writingRun(clusters: readonly DesiredCluster[], { local }: CleanupOptions): WritingRun {
  const wishes = clusters.map((cluster) => ({
    cluster,
    to: { ...codeVersions(cluster), previousEngineVersion: undefined },
  }));
  return { command: 'cleanup', all: false, local, wishes };
}

async function cleanOne(
  cluster: DesiredCluster,
  workspace: Workspace,
  options: CleanupOptions,
  context: CommandContext,
  code: CodeOfRun,
  waiting: DesiredCluster[],
): Promise<ExitCode> {
  const { report, signal } = context;
  const connection = await workspace.open(cluster);
  const hooks = hooksOf(cluster, options.hook, ['afterCleanup']);
  const view = startView(cluster, connection, { ...requestOf(options), hooks });
  const name = cluster.annotation.clusterIdentifier;
  await observeTwice(view, ['production', 'deployments', 'leftovers'], connection, nothingToDo);
  const nothing = nothingToDo(view);
  if (options.plan === true) return planOne(view, codePort(workspace, report, code), connection, report);
  const old = fact(view, 'leftovers').old?.cluster;
  const last = await run(view, cleanupSteps, {
    ports: portsOf(workspace, connection, report, { code }),
    clock: connection.clock,
    report,
    signal,
    confirm: confirmer(options, report, signal),
    // Said before anything, not when the snapshot of an hour has been made.
    begin(now) {
      if (options.yes !== true && !interactive() && fact(now, 'leftovers').old !== undefined) throw noTerminal(name);
      const rights = removalRights(now);
      if (rights !== undefined) report({ code: 'NOTE', cluster: name, message: rights });
    },
  });
  const hookFailed = !nothing && (await runAfterCleanup(last, new HookRunner({ report, signal }), report));
  // Where there was nothing the plan is proven all the same: an earlier run may have been killed before it.
  const message = nothing ? nothingLeft(last) : whatIsGone(last, old);
  const left = nothing ? { notes: [], costs: [] } : await whatIsLeft(last, old, connection.rds);
  for (const line of left.notes) report({ code: 'NOTE', cluster: name, message: line });
  const proof = provenNow(last);
  const unproven = proof?.kind === 'not-proven' && !proof.terraformMissing;
  const next = unproven ? onceItPlans(cleanupCommandOf(last)) : undefined;
  const outcome = nothing ? (unproven ? proof.kind : 'nothing') : 'cleaned';
  const where = whereOf(connection);
  const commit = commitAdvice(last, `Remove the previous version of ${name} after a blue/green deployment`);
  report({ code: 'RESULT', cluster: name, outcome, message, costs: left.costs, ...given({ commit, next }), where });
  if (proof?.kind === 'waits-for-code') {
    waiting.push(cluster);
    return ExitCode.done;
  }
  const proven = proof === undefined ? ExitCode.done : codeOf(proof);
  return hookFailed && proven === ExitCode.done ? ExitCode.changes : proven;
}

function nothingLeft(view: View): string {
  const running = fact(view, 'production').cluster.engineVersion;
  return `nothing to remove: no upgrade of it left anything behind; it runs ${running}.${provenDeploy(view) ?? ''}`;
}

function whatIsGone(view: View, old: Cluster | undefined): string {
  const gone =
    old === undefined ? 'what the upgrade left behind is gone' : `${old.identifier} and its instances are gone`;
  const running = fact(view, 'production').cluster.engineVersion;
  const declared = fact(view, 'leftovers').others.map(({ cluster }) => ` ${cluster.identifier} stays (see above).`);
  return `${gone}; production runs ${running}, untouched.${declared.join('')}${provenDeploy(view) ?? formerGroupsGo(view, old)}`;
}

function requestOf(options: CleanupOptions): CleanupRequest {
  return {
    command: 'cleanup',
    local: options.local,
    soakHours: options.soak,
    maxConnections: options.maxConnections,
    connectionProof: options.connectionProof,
    skipFinalSnapshot: options.skipFinalSnapshot === true,
  };
}

/** Neither RDS nor the code knows of an upgrade that has left something. */
function nothingToDo(view: View): boolean {
  const { underway, finished, foreign } = fact(view, 'deployments');
  const { complete, old, others } = fact(view, 'leftovers');
  const inRds = underway ?? finished ?? foreign[0] ?? old ?? others[0];
  return complete && inRds === undefined && codeVersions(view.desired).previousEngineVersion === undefined;
}

async function planOne(
  view: View,
  code: Pick<CodePort, 'check'>,
  connection: ReadingConnection,
  report: CommandContext['report'],
): Promise<ExitCode> {
  const planned = await plan(view, cleanupSteps, connection, report);
  const cluster = view.desired.annotation.clusterIdentifier;
  if (planned.refusal !== undefined) {
    const message = 'a run would be refused; nothing was changed';
    report({ code: 'RESULT', cluster, outcome: 'refused', message });
    return ExitCode.refused;
  }
  const said = codeVersions(view.desired);
  if (said.previousEngineVersion !== undefined) {
    await code.check(view.desired, { ...said, previousEngineVersion: undefined });
  }
  const rights = planned.work ? removalRights(view) : undefined;
  if (rights !== undefined) report({ code: 'NOTE', cluster, message: rights });
  const message = planned.work ? 'this is what a run would do; nothing was changed' : 'nothing to do';
  const outcome = planned.work ? 'work' : 'nothing';
  const next = planned.work ? cleanupCommandOf(view) : undefined;
  report({ code: 'RESULT', cluster, outcome, message, ...given({ next }), where: whereOf(connection) });
  return planned.work ? ExitCode.changes : ExitCode.done;
}

const noTerminal = (cluster: string) =>
  refusal(
    'NO_TERMINAL',
    `Removing the old environment of ${cluster} must be confirmed, and there is no terminal to ask.`,
    'Use --yes to confirm in advance; --plan shows what would be removed.',
  );

/** Whatever the plan says was told by its step. */
function provenDeploy(view: View): string | undefined {
  const proof = provenNow(view);
  if (proof?.kind === 'no-changes') return ' The next deploy has nothing to do for it.';
  if (proof?.kind === 'not-proven' && !proof.terraformMissing) {
    return ' Could not verify what the next deploy does (see above).';
  }
  if (proof?.kind === 'waits-for-code') return ` The code is ${putOff(proof.clusters)}.`;
  if (proof?.kind !== 'only-expected') return undefined;
  return ` As Terraform plans it, the next deploy of the stack ${view.desired.stack} destroys the parameter groups of the previous version: ${proof.addresses.join(', ')}.`;
}

/** Without a plan: only a major upgrade leaves groups behind. What was removed by an earlier run may have been one. */
function formerGroupsGo(view: View, old: Cluster | undefined): string {
  const { engine, engineVersion } = fact(view, 'production').cluster;
  if (old !== undefined && familyOf(engine, old.engineVersion) === familyOf(engine, engineVersion)) return '';
  return " If the previous version's parameter groups are still in Terraform's state, the next deploy destroys them.";
}

/** Undefined of a version that nobody can read: then it is another than any. */
function familyOf(engine: string, version: string): string | undefined {
  const read = EngineVersion.read(engine, version);
  return read.ok ? read.version.family : undefined;
}
