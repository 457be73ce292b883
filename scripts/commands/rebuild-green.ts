import type { Deployment } from '../aws/rds/types';
import type { HookRunner } from '../hooks/hook-runner';
import { observe } from '../observed/observe';
import type { Sources } from '../observed/sources';
import { ownCommand } from '../report/commands';
import type { Report } from '../report/event';
import { abortSteps } from '../runbook/abort';
import { lostWithGreen } from '../runbook/abort/abortable';
import { withoutDeployment } from '../runbook/abort/check-anew';
import { type Planned, plan, planLater } from '../runbook/dry-run';
import { abortStepsWith } from '../runbook/hooks/abort-hook';
import { notRebuilt } from '../runbook/rebuilt';
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
  // A question has it in its own words.
  if (yes === true) await tellChanges(view, env.report, env);
  const asked = { ...view, memory: { ...view.memory, deployment: underway.identifier } };
  try {
    await run(asked, abortStepsWith(runner, env), env);
  } catch (error) {
    // The same command run twice, side by side: what was named is gone, and another green is what it is for.
    if (!(error instanceof UpgradeError && error.code === 'BEGUN_ANEW')) throw error;
    env.report({
      code: 'NOTE',
      cluster,
      message: `${underway.identifier} is gone, and another deployment stands.`,
    });
  }
  // Everything that was read is of before.
  view.memory = { ...view.memory, production: fact(view, 'production').cluster.resourceId };
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
  const unmeant = notRebuilt(view) ?? ofOthers(view, named);
  if (unmeant !== undefined) throw unmeant;
  const cluster = view.desired.annotation.clusterIdentifier;
  report({ code: 'NOTE', cluster, message: `${whyNothing(view, named)}: nothing is deleted, the upgrade goes on.` });
  return undefined;
}

function whyNothing(view: View, named: string | true): string {
  const { underway, finished } = fact(view, 'deployments');
  if (named === true) return 'There is no green';
  if (finished?.identifier === named) return `${named} was switched over`;
  if (underway === undefined) return `There is no deployment ${named}`;
  return `${named} is gone, and ${underway.identifier} was built in its place`;
}

function ofOthers(view: View, named: string | true): UpgradeError | undefined {
  const { foreign, elsewhere } = fact(view, 'deployments');
  const other = [...foreign, ...elsewhere].find(({ identifier }) => identifier === named);
  if (other === undefined) return undefined;
  const cluster = view.desired.annotation.clusterIdentifier;
  return refusal(
    'REBUILD_ANOTHER',
    `${named} (${other.name}) is no deployment that this tool made for ${cluster}: nothing was changed.`,
    `Delete it where it was created; to upgrade ${cluster}: ${ownCommand(view, 'upgrade')}`,
  );
}

/** What would be lost: seen before anybody answers. */
async function tellChanges(view: View, report: Report, { ports }: { ports: Sources }): Promise<void> {
  const cluster = view.desired.annotation.clusterIdentifier;
  await observe(view, ['green', 'standing'], ports);
  for (const message of lostWithGreen(view)) report({ code: 'NOTE', cluster, message });
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
