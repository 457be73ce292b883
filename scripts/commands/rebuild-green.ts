import type { Deployment } from '../aws/rds/types';
import type { HookRunner } from '../hooks/hook-runner';
import { observe } from '../observed/observe';
import type { Sources } from '../observed/sources';
import { greenDifferences } from '../preflight/green-differences';
import { ownCommand } from '../report/commands';
import type { Report } from '../report/event';
import { abortSteps } from '../runbook/abort';
import { withoutDeployment } from '../runbook/abort/check-anew';
import { type Planned, plan, planLater } from '../runbook/dry-run';
import { abortStepsWith } from '../runbook/hooks/abort-hook';
import { type RunEnvironment, run } from '../runbook/run';
import type { Step } from '../runbook/step';
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
  const underway = toBeDeleted(view, env.report);
  if (underway === undefined) return;
  const cluster = view.desired.annotation.clusterIdentifier;
  const withName = rebuildCommand(view);
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
  const asked = { ...view, memory: { ...view.memory, deployment: underway.identifier } };
  try {
    await run(asked, abortStepsWith(runner, env), env);
  } catch (error) {
    // The same command run twice, side by side: what was named is gone, and another green is what it is for.
    if (!(error instanceof UpgradeError && error.code === 'BEGUN_ANEW')) throw error;
    env.report({
      code: 'NOTE',
      cluster,
      message: `${underway.identifier} is gone: the upgrade goes on with what was built since.`,
    });
  }
  // Everything that was read is of before.
  view.facts = {};
}

/** `--rebuild --plan`: what would be lost, what would refuse it, and the steps; undefined where nothing would be deleted. */
export async function planRebuild(
  view: View,
  steps: readonly Step[],
  sources: Sources,
  report: Report,
): Promise<Planned | undefined> {
  if (toBeDeleted(view, report) === undefined) return undefined;
  await tellChanges(view, report, { ports: sources });
  const planned = await plan(view, abortSteps, sources, report);
  planLater(withoutDeployment(view), steps, report, planned);
  return planned;
}

/** Named, so that it never deletes another green. */
export const rebuildCommand = (view: View): string =>
  ownCommand(view, 'upgrade', ['--rebuild', fact(view, 'deployments').underway?.identifier ?? '']);

/** What `--rebuild` is for, or a note that it is for nothing. */
function toBeDeleted(view: View, report: Report): Deployment | undefined {
  const named = requestOf(view, 'upgrade').rebuild;
  if (named === undefined) return undefined;
  const { underway } = fact(view, 'deployments');
  if (underway !== undefined && (named === true || named === underway.identifier)) return underway;
  const cluster = view.desired.annotation.clusterIdentifier;
  const what = named === true ? 'There is no green' : `${named} is gone`;
  report({ code: 'NOTE', cluster, message: `${what}: nothing is deleted, the upgrade goes on.` });
  return undefined;
}

/** What would be lost: seen before anybody answers. */
async function tellChanges(view: View, report: Report, { ports }: { ports: Sources }): Promise<void> {
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
