import { engines } from '../engines';
import { observe } from '../observed/observe';
import { abortCommand, cleanupCommand, continueUpgrade, diffCommand, retireOldEnvironment } from '../report/commands';
import type { ResultDetails, RunEvent } from '../report/event';
import { counted } from '../runtime/counted';
import { ExitCode } from '../runtime/errors';
import { given } from '../runtime/given';
import { phaseOf } from '../view/phase';
import { requestOf } from '../view/request';
import { cleanupFrom, switchoverTime, writesStopped } from '../view/switchover-time';
import { fact, type View } from '../view/view';
import type { ReadingConnection } from '../workspace/connections';
import { playsNone } from '../workspace/databases';
import { commitAdvice } from './commit-advice';
import type { Outcome } from './conclude';

export const whereOf = ({ target, identity }: ReadingConnection): string =>
  `${target.describe()}, account ${identity.account}`;

/** What stands below the result of an upgrade: what there is beside production, and how to go on. */
export async function upgradeDetails(ended: View, { name, code }: Outcome, connection: ReadingConnection) {
  // What comes next is beyond where this run was to stop.
  const view: View = { ...ended, request: { ...requestOf(ended, 'upgrade'), until: undefined } };
  const where = whereOf(connection);
  if (name === 'green' || name === 'paused') {
    await observe(view, ['green'], connection);
    const nextFrom = name === 'paused' ? view.memory.paused?.until : undefined;
    return {
      ...greenDetails(view, playsNone(fact(view, 'green')?.cluster ?? {}, connection)),
      ...given({ nextFrom: nextFrom === undefined ? undefined : new Date(nextFrom).toISOString() }),
      where,
    };
  }
  const first = beforeCleanup(view, name, code);
  if (phaseOf(view) !== 'switched') return { ...first, where };
  await observe(view, ['old', 'switchoverEvents'], connection);
  return { ...oldDetails(view), ...first, ...given({ commit: commitOf(view) }), where };
}

function commitOf(view: View): string | undefined {
  const { finished } = fact(view, 'deployments');
  if (finished === undefined) return undefined;
  const { fromVersion } = finished.origin;
  const { clusterIdentifier } = view.desired.annotation;
  return commitAdvice(
    view,
    `Update ${clusterIdentifier} from ${fromVersion} to ${view.target} after a blue/green deployment`,
  );
}

/** Where the upgrade is not at its end, cleanup is not what comes next. */
function beforeCleanup(view: View, name: string, code: ExitCode): ResultDetails {
  const nextFrom = undefined;
  // `done`: it was to stop before the plan.
  if (code === ExitCode.done && name !== 'done') return {};
  if (name === 'not-proven') return { next: onceItPlans(continueUpgrade(view)), nextFrom };
  if (code !== ExitCode.changes) return { next: continueUpgrade(view), nextFrom };
  // Of what waits for other clusters, and of a hop, the message says it.
  return { next: name === 'changes' ? diffCommand(view) : undefined, nextFrom };
}

/** The command alone would say the same again. */
export const onceItPlans = (command: string) => `fix what stops the plan (see above), then ${command}`;

/** Until it is switched over, green costs what production does. */
function greenDetails(view: View, isEmpty: boolean): ResultDetails {
  const green = fact(view, 'green');
  const next = continueUpgrade(view);
  const cancel = abortCommand(view);
  if (green === null) return { next, cancel };
  const { identifier, endpoint, settings } = green.cluster;
  const shell = engines[view.desired.annotation.engine].shell;
  const to = { host: endpoint ?? '', port: Number(settings.port ?? 0), user: `${settings.master_username ?? ''}` };
  return {
    costs: [`${identifier} and its ${counted(green.instances.length, 'instance')}, as long as green exists`],
    look:
      endpoint === undefined
        ? []
        : [`${endpoint} (${isEmpty ? 'on AWS; there is no database here' : 'read only, do not write'})`, shell(to)],
    next,
    cancel,
  };
}

function oldDetails(view: View): ResultDetails {
  const { old } = fact(view, 'leftovers');
  if (old === undefined) return {};
  const deployments = fact(view, 'deployments');
  const events = fact(view, 'switchoverEvents');
  const stopped = writesStopped(old, deployments, events);
  const instances = view.facts.leftovers?.instances.length ?? 0;
  return {
    ...given({
      writesStoppedSeconds: stopped === undefined ? undefined : Math.round(stopped / 1000),
      nextFrom: cleanupFrom(switchoverTime(old, deployments, events)?.at),
    }),
    costs: [`${old.cluster.identifier} and its ${counted(instances, 'instance')}, until cleanup removes them`],
    next: cleanupCommand(view),
  };
}

/** The old environment's removal in full, for machines and `--verbose`; undefined where none stands. */
export function removalCommands(view: View): RunEvent | undefined {
  if (phaseOf(view) !== 'switched') return undefined;
  const byHand = retireOldEnvironment(view);
  return {
    code: 'NEXT_COMMANDS',
    cluster: view.desired.annotation.clusterIdentifier,
    title: 'The old environment still exists and costs money. To remove it, days from now (runbook, section 9):',
    commands: [cleanupCommand(view), ...(byHand.length === 0 ? [] : ['# or by hand:', ...byHand])],
  };
}
