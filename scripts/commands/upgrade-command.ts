import { requireWritable } from '../checkout/replace-file';
import { interactive } from '../cli/ask';
import type { Action, CommandContext } from '../cli/command';
import { confirmer, noTerminal } from '../cli/confirm';
import { codeVersions, sameVersions } from '../desired/code-versions';
import type { DesiredCluster } from '../desired/desired-cluster';
import { HookRunner } from '../hooks/hook-runner';
import { unseenRights } from '../preflight/unseen-rights';
import { continueUpgrade } from '../report/commands';
import type { Report } from '../report/event';
import { tried } from '../runbook/code-edit';
import { plan } from '../runbook/dry-run';

import { runWithHooks, withHooks } from '../runbook/hooks/with-hooks';
import type { RunEnvironment } from '../runbook/run';
import type { CodePort } from '../runbook/step';
import { stepsUntil } from '../runbook/upgrade';
import { untimely } from '../runbook/upgrade/await-window';
import { provenNow } from '../runbook/upgrade/prove-plan';
import { ExitCode } from '../runtime/errors';
import { given } from '../runtime/given';
import { requireLockableState } from '../terraform/lockable-state';
import { versionsAfter } from '../view/code-after';
import { phaseOf } from '../view/phase';
import type { View } from '../view/view';
import { type CodeOfRun, codePort } from '../workspace/code-port';
import type { ReadingConnection } from '../workspace/connections';
import { databasesOf } from '../workspace/databases';
import { openWorkspace } from '../workspace/open-workspace';
import { portsOf } from '../workspace/ports';
import type { Workspace } from '../workspace/workspace';
import { goesOnAfter } from './after-no';
import { withChosenTarget } from './choose-target';
import { conclude } from './conclude';
import { databasesOptions } from './databases-options';
import { isProven, proveAgain } from './prove-again';
import { checkRebuild, planRebuild, rebuildCommand, rebuildGreen } from './rebuild-green';
import { refreshStates } from './refresh-state';
import { requireApproval } from './require-approval';
import { Approvals } from './tell-approval';
import { tellUnwritten } from './unwritten';
import { type Candidate, chosen, codeOfRun, type UpgradeOptions, versionsWhenDone } from './upgrade-candidates';
import { removalCommands, upgradeDetails, whereOf } from './upgrade-result';
import { worstOf } from './worst-of';

/** `npm run upgrade`: takes each cluster that is meant through the runbook, one after the other. */
export const upgradeCommand: Action<UpgradeOptions> = async (names, options, context) => {
  const typedAt = Date.now();
  checkRebuild(options.rebuild);
  const workspace = await openWorkspace(options, context);
  try {
    const candidates = await withChosenTarget(
      await chosen(workspace, names, options, context, typedAt),
      options,
      context,
    );
    const code = await codeOfRun(candidates, workspace, names, options, context);
    const codes: ExitCode[] = [];
    const approvals = new Approvals(options.approvals, context.report);
    await approvals.write();
    const waiting: DesiredCluster[] = [];
    const proven: DesiredCluster[] = [];
    /** Of the cluster before: what comes last is what stays on the screen. */
    let tellResult = () => {};
    const tellOnce = () => {
      tellResult();
      tellResult = () => {};
    };
    try {
      for (const [index, candidate] of candidates.entries()) {
        if (options.plan) {
          codes.push(
            await planOne(candidate, codePort(workspace, context.report, code), options, context, { code, approvals }),
          );
          continue;
        }
        tellOnce();
        try {
          const ended = await upgradeOne(candidate, workspace, options, context, code, { waiting, proven, approvals });
          codes.push(ended.code);
          ({ tellResult } = ended);
        } catch (error) {
          const turn = { cluster: candidate.cluster, ...given({ next: candidates[index + 1]?.cluster }) };
          if (!(await goesOnAfter(error, turn, context))) throw error;
          codes.push(ExitCode.refused);
        }
      }
    } catch (error) {
      for (const edit of code.shared) tellUnwritten(edit, workspace, options.local, context.report);
      throw error;
    }
    // The code of those that share it with one that was answered with no.
    if (codes.includes(ExitCode.refused) && options.plan !== true)
      for (const edit of code.shared) tellUnwritten(edit, workspace, options.local, context.report);
    // Nothing was upgraded after the last one: its proof would say the same again.
    const again = waiting.filter((cluster) => cluster !== candidates.at(-1)?.cluster);
    if (again.length < waiting.length) codes.push(ExitCode.changes);
    try {
      if (options.until === undefined) codes.push(...(await proveAgain(again, workspace, context, { proven })));
      await refreshStates(proven, options, workspace, context);
    } finally {
      tellOnce();
    }
    return worstOf(codes);
  } finally {
    await workspace.close();
  }
};

async function planOne(
  { view, connection, cluster }: Candidate<ReadingConnection>,
  codeCheck: Pick<CodePort, 'check'>,
  options: UpgradeOptions,
  { report, signal }: CommandContext,
  { code, approvals }: { code: CodeOfRun; approvals: Approvals },
): Promise<ExitCode> {
  announce(view, cluster, report, true);
  requireTime(view, options);
  const wanted = versionsWhenDone(view);
  const isTried = code.shared.some((edit) => edit.changes(cluster, wanted));
  if (isTried) view.memory = { ...view.memory, answers: tried(view, wanted) };
  const sources = { ...connection, databases: databasesOf(connection, databasesOptions(options, signal)) };
  const steps = withHooks(stepsUntil(options.until ?? 'proven'), view.request.hooks ?? []);
  const rebuilt = await planRebuild(view, steps, sources, report);
  const planned = rebuilt ?? (await plan(view, steps, sources, report));
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
    await codeCheck.check(cluster, wanted);
  }
  // What is approved is the green that stands.
  if (planned.work && rebuilt === undefined) await approvals.tell(view, sources);
  const unseen = planned.work ? unseenRights(view, options.until !== 'green') : undefined;
  if (unseen !== undefined) report({ code: 'NOTE', cluster: name, ...unseen });
  const message = planned.work
    ? 'this is what a run would do; nothing was changed'
    : `nothing to do: it runs ${view.facts.production?.cluster.engineVersion}`;
  const where = whereOf(connection);
  const next = planned.work ? (rebuilt === undefined ? continueUpgrade(view) : rebuildCommand(view)) : undefined;
  const outcome = planned.work ? 'work' : 'nothing';
  report({ code: 'RESULT', cluster: name, outcome, message, ...given({ next }), where });
  return planned.work ? ExitCode.changes : ExitCode.done;
}

async function upgradeOne(
  { view, connection, cluster }: Candidate,
  workspace: Workspace,
  options: UpgradeOptions,
  { report, signal }: CommandContext,
  code: CodeOfRun,
  { waiting, proven, approvals }: { waiting: DesiredCluster[]; proven: DesiredCluster[]; approvals: Approvals },
): Promise<{ code: ExitCode; tellResult(): void }> {
  const name = cluster.annotation.clusterIdentifier;
  announce(view, cluster, report);
  requireTime(view, options);
  const phase = phaseOf(view);
  const begun = connection.clock.now();
  const runner = new HookRunner({ report, signal });
  const env: RunEnvironment = {
    ports: portsOf(workspace, connection, report, { code, databases: databasesOptions(options, signal) }),
    clock: connection.clock,
    report,
    signal,
    confirm: confirmer(options, report, signal),
  };
  const willSwitch = (now: View) => ['before', 'underway'].includes(phaseOf(now)) && options.until !== 'green';
  const requireAbility = (now: View) => {
    // Forty minutes before the question is the time to notice that nobody can answer it.
    if (willSwitch(now) && !options.yes && !options.approve && !interactive()) throw noTerminal(name);
    // The file itself is tried once its place is known, before the deployment is created.
    if (!workspace.isLocal && !saysAlready(now)) requireWritable(process.cwd());
    // A plan takes the state's lock: found out after the switchover, nothing could be proven any more.
    if (!workspace.isLocal && willSwitch(now)) requireLockableState(cluster);
  };
  await rebuildGreen(view, env, {
    yes: options.yes,
    interactive: interactive(),
    runner,
    requireAbility: () => requireAbility(view),
  });
  // Somebody at a terminal is asked in place of a code that no longer fits.
  if (options.until !== 'green' && options.yes !== true && !interactive())
    await requireApproval(view, options.approve ?? [], { ...env.ports, clock: env.clock }, report);
  const running: RunEnvironment = {
    ...env,
    begin(now) {
      requireAbility(now);
      const unseen = unseenRights(now, options.until !== 'green');
      if (unseen !== undefined) report({ code: 'NOTE', cluster: name, ...unseen });
    },
  };
  const last = await runWithHooks(view, stepsUntil(options.until ?? 'proven'), running, runner);
  // The embedded RDS's clock also runs fast while Terraform plans: its hours would mean nothing.
  const elapsedSeconds = connection.target.embedded.rds === true ? undefined : (connection.clock.now() - begun) / 1000;
  const outcome = conclude(last, options.until, phase);
  const details = await upgradeDetails(last, outcome, connection).catch((error) => {
    if (signal.aborted) throw error;
    // It is upgraded: what RDS does not tell of it any more must not hide that.
    return { where: whereOf(connection) };
  });
  if (outcome.name === 'green' || outcome.name === 'paused') await approvals.tell(last, env.ports);
  const removal = removalCommands(last);
  const tellResult = () => {
    if (removal !== undefined) report(removal);
    const { name: ended, message } = outcome;
    report({ code: 'RESULT', cluster: name, outcome: ended, message, elapsedSeconds, ...details });
  };
  if (phase !== 'current' && isProven(provenNow(last))) proven.push(cluster);
  if (outcome.name !== 'waits-for-others' && outcome.name !== 'waits-for-code') {
    return { code: outcome.code, tellResult };
  }
  waiting.push(cluster);
  return { code: ExitCode.done, tellResult };
}

/** Before green is built for a time that does not come. */
function requireTime(view: View, { until }: UpgradeOptions): void {
  const problem = until === 'green' ? undefined : untimely(view);
  if (problem !== undefined) throw problem;
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
