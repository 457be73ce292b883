import type { HookRunner } from '../hooks/hook-runner';
import { observe } from '../observed/observe';
import { greenDifferences } from '../preflight/green-differences';
import { ownCommand } from '../report/commands';
import type { Report } from '../report/event';
import { abortStepsWith } from '../runbook/hooks/abort-hook';
import { type RunEnvironment, run } from '../runbook/run';
import { ExitCode, refusal, UpgradeError } from '../runtime/errors';
import { requestOf } from '../view/request';
import { fact, type View } from '../view/view';

/**
 * `--rebuild`: deletes the deployment with its green, as `abort` does, once somebody has seen what was changed on green, and nothing would
 * refuse another one (`check-anew`). The run then
 * goes on as if there had never been one. A deployment that was named and is gone needs nothing: the same command, killed and run
 * again, never deletes the green that it has built since.
 */
export async function rebuildGreen(
  view: View,
  env: RunEnvironment,
  {
    yes,
    interactive,
    runner,
    requireAbility,
  }: { yes?: boolean; interactive: boolean; runner: HookRunner; requireAbility(): void },
): Promise<void> {
  const named = requestOf(view, 'upgrade').rebuild;
  if (named === undefined) return;
  const { underway } = fact(view, 'deployments');
  const cluster = view.desired.annotation.clusterIdentifier;
  if (underway === undefined || (named !== true && named !== underway.identifier)) {
    const what = named === true ? 'There is no green' : `${named} is gone`;
    env.report({ code: 'NOTE', cluster, message: `${what}: nothing is deleted, the upgrade goes on.` });
    return;
  }
  const withName = ownCommand(view, 'upgrade', ['--rebuild', underway.identifier]);
  if (yes === true && named === true) {
    throw refusal(
      'REBUILD_UNNAMED',
      `--yes with --rebuild must name the deployment: run again, the same command would also delete a green of ${cluster} that was built since.`,
      `Name it: ${withName} --yes`,
    );
  }
  if (yes !== true && !interactive) {
    throw refusal(
      'NO_TERMINAL',
      `Deleting the green environment of ${cluster} must be confirmed, and there is no terminal to ask.`,
      `Use --yes to confirm in advance: ${withName} --yes`,
    );
  }
  // What a run cannot finish must not begin by deleting green.
  requireAbility();
  await tellChanges(view, env.report, env);
  await run(view, abortStepsWith(runner, env), env);
  // Everything that was read is of before.
  view.facts = {};
}

/** What would be lost: seen before anybody answers. */
async function tellChanges(view: View, report: Report, { ports }: RunEnvironment): Promise<void> {
  const cluster = view.desired.annotation.clusterIdentifier;
  await observe(view, ['green', 'standing'], ports);
  const { changes, unseen } = greenDifferences(view);
  for (const message of changes) report({ code: 'NOTE', cluster, message });
  if (changes.length === 0)
    report({ code: 'NOTE', cluster, message: 'No change that somebody made on green was found.' });
  if (unseen !== undefined) report({ code: 'NOTE', cluster, message: unseen });
}

/** What `--rebuild` takes: an identifier of RDS, and not the name of a cluster that stands behind it. */
export function checkRebuild(value: string | true | undefined): void {
  if (value === undefined || value === true || /^bgd-[a-z0-9]+$/.test(value)) return;
  throw new UpgradeError({
    code: 'USAGE',
    message: `--rebuild ${value}: that is no deployment.`,
    remedy: `Deployments are called bgd-…; the name of a cluster comes before it: upgrade ${value} --rebuild`,
    exitCode: ExitCode.usage,
  });
}
