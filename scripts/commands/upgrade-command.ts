import { requireWritable } from '../checkout/replace-file';
import type { Action, CommandContext, CommonOptions } from '../cli/command';
import { confirmer, interactive, noTerminal } from '../cli/confirm';
import { codeVersions, sameVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import { selectClusters } from '../desired/select-clusters';
import { observe } from '../observed/observe';
import { unseenRights } from '../preflight/unseen-rights';
import { cleanupCommand, retireOldEnvironment } from '../report/commands';
import type { Report } from '../report/event';
import { plan } from '../runbook/dry-run';
import { run } from '../runbook/run';
import { tried } from '../runbook/shared-edit';
import { apart } from '../runbook/two-looks';
import { stepsUntil, type Until } from '../runbook/upgrade';
import { provenNow } from '../runbook/upgrade/prove-plan';
import { ExitCode, refusal } from '../runtime/errors';
import { versionsAfter } from '../view/code-after';
import { phaseOf, upgraded } from '../view/phase';
import { runningVersion } from '../view/running-version';
import type { View } from '../view/view';
import { type CodeOfRun, codePort } from '../workspace/code-port';
import type { OpenConnection } from '../workspace/connections';
import { findSharedEdits } from '../workspace/find-shared-edits';
import { observeAnew } from '../workspace/observe-twice';
import { openWorkspace } from '../workspace/open-workspace';
import { portsOf } from '../workspace/ports';
import { startView, upgradeRequest } from '../workspace/start-view';
import type { Workspace } from '../workspace/workspace';
import { conclude } from './conclude';
import { exists } from './exists';
import { isProven, proveAgain } from './prove-again';
import { offerRefresh } from './refresh-state';
import { tellUnwritten } from './unwritten';

export interface UpgradeOptions extends CommonOptions {
  plan?: boolean;
  until?: Exclude<Until, 'proven'>;
  to?: string;
  all?: boolean;
  switchoverTimeout: number;
  rebootSource?: boolean;
  retrySwitchover?: boolean;
  refreshState?: boolean;
}

interface Candidate {
  cluster: DesiredCluster;
  connection: OpenConnection;
  view: View;
}

/** `npm run upgrade`: takes each cluster that is meant through the runbook, one after the other. */
export const upgradeCommand: Action<UpgradeOptions> = async (names, options, context) => {
  const workspace = await openWorkspace(options, context);
  try {
    const candidates = await chosen(workspace, names, options, context);
    const code = await codeOfRun(candidates, workspace, names, options, context);
    const codes: ExitCode[] = [];
    const waiting: DesiredCluster[] = [];
    const proven: DesiredCluster[] = [];
    try {
      for (const candidate of candidates) {
        const exitCode = options.plan
          ? await planOne(candidate, workspace, options, context, code)
          : await upgradeOne(candidate, workspace, options, context, code, { waiting, proven });
        codes.push(exitCode);
      }
    } catch (error) {
      for (const edit of code.shared) tellUnwritten(edit, workspace, options.local, context.report);
      throw error;
    }
    // Nothing was upgraded after the last one: its proof would say the same again.
    const again = waiting.filter((cluster) => cluster !== candidates.at(-1)?.cluster);
    if (again.length < waiting.length) codes.push(ExitCode.changes);
    if (options.until === undefined) codes.push(...(await proveAgain(again, workspace, context, { proven })));
    await offerRefresh(proven, options, workspace, context);
    // The worst of them: what failed matters more than what is left to do.
    return [ExitCode.failed, ExitCode.refused, ExitCode.changes].find((code) => codes.includes(code)) ?? ExitCode.done;
  } finally {
    await workspace.close();
  }
};

/** What the code is to say of each, and what they share in it: tried before anything is created. */
async function codeOfRun(
  candidates: readonly Candidate[],
  workspace: Workspace,
  names: readonly string[],
  { local }: UpgradeOptions,
  { report }: CommandContext,
): Promise<CodeOfRun> {
  const wishes = candidates.map(({ cluster, view }) => ({ cluster, to: versionsWhenDone(view) }));
  const run = { command: 'upgrade' as const, all: names.length === 0, local, wishes };
  const { shared, refused } = await findSharedEdits(workspace, run, report);
  if (refused[0] !== undefined) throw refused[0].error;
  return { ...run, shared };
}

const versionsWhenDone = (view: View) => versionsAfter(view, upgraded(view) ? runningVersion(view) : view.target);

/** Those that are named; else those with something to do, if there is one or `--all` is given. */
async function chosen(
  workspace: Workspace,
  names: string[],
  options: UpgradeOptions,
  { report }: CommandContext,
): Promise<Candidate[]> {
  const asked = selectClusters(workspace.clusters, names, { all: true, purpose: 'to be upgraded' });
  if (options.to !== undefined && asked.length > 1) {
    throw refusal(
      'TO_NEEDS_ONE',
      `--to is for one cluster, and ${asked.length} are meant: ${asked.map((it) => it.annotation.clusterIdentifier).join(', ')}.`,
      'Name the cluster.',
    );
  }
  const candidates: Candidate[] = [];
  for (const cluster of asked) {
    if (cluster.annotation.upgradePolicy === 'in-place') {
      if (names.length > 0) throw inPlace(cluster);
      const { clusterIdentifier } = cluster.annotation;
      const message = `${clusterIdentifier} is passed over: with upgradePolicy "in-place" Terraform upgrades it.`;
      report({ code: 'NOTE', cluster: clusterIdentifier, message });
      continue;
    }
    const request = upgradeRequest(cluster, options);
    const connection = await workspace.open(cluster);
    const view = startView(cluster, connection, request);
    if (!(await exists(view, connection, asked.length > 1 && names.length === 0, report))) continue;
    candidates.push({ cluster, connection, view });
  }
  if (names.length > 0 || options.all === true || candidates.length <= 1) return candidates;
  const isOver = (candidate: Candidate) => phaseOf(candidate.view) === 'current';
  const over = candidates.filter(isOver);
  // What is passed over is looked at twice: one empty list would leave an upgrade unfinished.
  if (over.length > 0) await over[0]!.connection.clock.sleep(apart);
  for (const { view, connection } of over) await observeAnew(view, ['production', 'deployments'], connection);
  const pending = candidates.filter((candidate) => !isOver(candidate));
  if (pending.length <= 1) return pending.length === 1 ? pending : candidates;
  throw refusal(
    'SEVERAL_CLUSTERS',
    `${pending.length} clusters are to be upgraded: ${pending.map((it) => it.cluster.annotation.clusterIdentifier).join(', ')}.`,
    'Name those that are meant, or write --all.',
  );
}

async function planOne(
  { view, connection, cluster }: Candidate,
  workspace: Workspace,
  options: UpgradeOptions,
  { report }: CommandContext,
  code: CodeOfRun,
): Promise<ExitCode> {
  announce(view, cluster, report, true);
  const wanted = versionsWhenDone(view);
  const isTried = code.shared.some((edit) => edit.changes(cluster, wanted));
  if (isTried) view.memory = { ...view.memory, answers: tried(view, wanted) };
  const planned = await plan(view, stepsUntil(options.until ?? 'proven'), connection, report);
  const name = cluster.annotation.clusterIdentifier;
  if (planned.refusal !== undefined) {
    report({
      code: 'RESULT',
      cluster: name,
      outcome: 'refused',
      message: 'a run would be refused; nothing was changed',
    });
    return ExitCode.refused;
  }
  if (phaseOf(view) === 'before' && !saysAlready(view) && !isTried) {
    await codePort(workspace, report, code).check(cluster, wanted);
  }
  const unseen = planned.work ? unseenRights(view, options.until !== 'green') : undefined;
  if (unseen !== undefined) report({ code: 'NOTE', cluster: name, message: unseen });
  const message = planned.work ? 'this is what a run would do; nothing was changed' : 'nothing to do';
  report({ code: 'RESULT', cluster: name, outcome: planned.work ? 'work' : 'nothing', message });
  return planned.work ? ExitCode.changes : ExitCode.done;
}

async function upgradeOne(
  { view, connection, cluster }: Candidate,
  workspace: Workspace,
  options: UpgradeOptions,
  { report, signal }: CommandContext,
  code: CodeOfRun,
  { waiting, proven }: { waiting: DesiredCluster[]; proven: DesiredCluster[] },
): Promise<ExitCode> {
  const name = cluster.annotation.clusterIdentifier;
  announce(view, cluster, report);
  const phase = phaseOf(view);
  const begun = connection.clock.now();
  const last = await run(view, stepsUntil(options.until ?? 'proven'), {
    ports: portsOf(workspace, connection, report, code),
    clock: connection.clock,
    report,
    signal,
    confirm: confirmer(options, report, signal),
    // Forty minutes before the question is the time to notice that nobody can answer it.
    begin(now) {
      const willSwitch = ['before', 'underway'].includes(phaseOf(now)) && options.until !== 'green';
      if (willSwitch && !options.yes && !interactive()) throw noTerminal(name);
      // The file itself is tried once its place is known, before the deployment is created.
      if (!workspace.isLocal && !saysAlready(now)) requireWritable(process.cwd());
      const message = unseenRights(now, options.until !== 'green');
      if (message !== undefined) report({ code: 'NOTE', cluster: name, message });
    },
  });
  // The embedded RDS's clock also runs fast while Terraform plans: its hours would mean nothing.
  const elapsedSeconds = connection.target.embedded.rds === true ? undefined : (connection.clock.now() - begun) / 1000;
  const outcome = conclude(last, options.until, phase);
  report({ code: 'RESULT', cluster: name, outcome: outcome.name, message: outcome.message, elapsedSeconds });
  if (phaseOf(last) === 'switched') {
    await observe(last, ['old'], connection);
    const byHand = retireOldEnvironment(last);
    const commands = [cleanupCommand(last), ...(byHand.length === 0 ? [] : ['# or by hand:', ...byHand])];
    const title = 'The old environment still stands and costs money. To remove it, days from now (runbook, section 9):';
    report({ code: 'NEXT_COMMANDS', cluster: name, title, commands });
  }
  report({ code: 'NOTE', message: `Done on ${connection.target.describe()}, account ${connection.identity.account}.` });
  if (phase !== 'current' && isProven(provenNow(last))) proven.push(cluster);
  if (outcome.name !== 'waits-for-others' && outcome.name !== 'waits-for-code') return outcome.code;
  waiting.push(cluster);
  return ExitCode.done;
}

const saysAlready = (view: View) => sameVersions(codeVersions(view.desired), versionsAfter(view, view.target));

function announce(view: View, cluster: DesiredCluster, report: Report, plan = false): void {
  report({
    code: 'CLUSTER',
    cluster: cluster.annotation.clusterIdentifier,
    stack: cluster.stack,
    running: view.facts.production?.cluster.engineVersion ?? 'unknown',
    target: view.target.text,
    inCode: cluster.annotation.engineVersion,
    phase: phaseOf(view),
    plan,
  });
}

function inPlace(cluster: DesiredCluster) {
  return refusal(
    'IN_PLACE',
    `${cluster.annotation.clusterIdentifier} has upgradePolicy "in-place": Terraform upgrades it by itself.`,
    `Run ${cluster.delivery.deploy}, or set upgradePolicy to "blue-green".`,
  );
}
