import { codeVersions } from '../../desired/code-versions';
import type { DesiredCluster } from '../../desired/desired-cluster';
import { readVersion } from '../../desired/parsed-versions';
import { absentLocally } from '../../observed/absent-locally';
import { observe } from '../../observed/observe';
import type { DatabasesSource, Sources } from '../../observed/sources';
import { afterList } from '../../preflight/after-list';
import { cleanupCommand, continueUpgrade, ownCommand } from '../../report/commands';
import type { RunEvent } from '../../report/event';
import { progressText } from '../../report/progress';
import { look } from '../../runbook/look';
import type { Assessment } from '../../runbook/step';
import { stepsUntil } from '../../runbook/upgrade';
import { whenText } from '../../runbook/upgrade/await-window';
import { UpgradeError } from '../../runtime/errors';
import { given } from '../../runtime/given';
import { phaseOf, switchedOver } from '../../view/phase';
import { windowText } from '../../view/switch-schedule';
import { cleanupFrom, switchoverTime } from '../../view/switchover-time';
import { tagKey } from '../../view/tag-key';
import type { View } from '../../view/view';
import type { ReadingConnection } from '../../workspace/connections';
import { startView, upgradeRequest } from '../../workspace/start-view';

export type Status = Extract<RunEvent, { code: 'STATUS' }>;

/** What the code says of it, which needs no AWS. */
export function inCode({ annotation, stack }: DesiredCluster) {
  const { clusterIdentifier, engineVersion, upgradeTo } = annotation;
  return {
    code: 'STATUS' as const,
    cluster: clusterIdentifier,
    stack,
    inCode: engineVersion,
    upgradeTo: upgradeTo?.engineVersion,
  };
}

/**
 * Where one cluster stands. It changes nothing.
 * @param databases  asked only for what is left to do on the day after a switchover
 * @param sources  where it is read: of what the account lists, several clusters may share one list
 */
export async function statusOf(
  cluster: DesiredCluster,
  connection: ReadingConnection,
  sources: Sources,
  local?: boolean,
  databases?: DatabasesSource,
): Promise<Status> {
  const { upgradePolicy } = cluster.annotation;
  const status = inCode(cluster);
  let view = startView(cluster, connection, upgradeRequest(cluster, { local, glance: true }));
  try {
    await observe(view, ['production', 'deployments'], sources);
  } catch (error) {
    if (!(error instanceof UpgradeError && error.code === 'CLUSTER_NOT_FOUND')) throw error;
    const next = {
      step: 'deploy',
      state: 'act',
      text:
        local === true
          ? `it does not exist. ${absentLocally}`
          : `it does not exist: ${cluster.delivery.deploy} creates it`,
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
  if (sent !== undefined) {
    const to = readVersion(cluster, sent);
    view = { ...view, request: { ...upgradeRequest(cluster, { local, glance: true }), to }, target: to };
  }
  const found = underway ?? finished;
  const deployment = found && {
    identifier: found.identifier,
    status: found.status,
    from: found.origin.fromVersion,
    to: found.origin.toVersion,
  };
  // Whether the code can follow, and the plan is empty, `upgrade` finds out: a status only reads RDS.
  const steps = stepsUntil('reconciled').filter(({ idle }) => idle !== true);
  const { position, failure } = await look(view, steps, sources);
  if (position === undefined) throw failure;
  const next = position.next && nextOf(position.next, view);
  // A cleanup that was begun goes on by its tags when the record is gone.
  await observe(view, ['leftovers'], sources);
  const isLeft = finished !== undefined || view.facts.leftovers?.old !== undefined;
  // Its last step changes the code: a cleanup that was stopped before it has removed the rest.
  const { previousEngineVersion } = codeVersions(cluster);
  const former = isLeft || underway !== undefined ? undefined : previousEngineVersion;
  const cleanup = isLeft || former !== undefined ? cleanupCommand(view) : undefined;
  const switched = isLeft ? await switchoverOf(view, sources) : undefined;
  const since = finished === undefined || underway !== undefined ? found?.createdAt : switched;
  return {
    ...status,
    ...now,
    phase: phaseOf(view),
    deployment: deployment && { ...deployment, since: since === undefined ? undefined : new Date(since).toISOString() },
    next,
    cleanup,
    ...given({ former }),
    ...given({ window: windowOf(view) }),
    ...given({ preflight: found?.tags[tagKey.preflight] }),
    ...given({ cleanupFrom: cleanupFrom(switched) }),
    ...given({ left: await leftToDo(view, { ...sources, ...given({ databases }) }, switched) }),
  };
}

/** Where a switchover is to come, and its time is set. */
const windowOf = (view: View): string | undefined =>
  ['before', 'underway'].includes(phaseOf(view)) && windowText(view) !== undefined ? whenText(view) : undefined;

/** For a day: whoever is on old then is there for good, and old's removal finds out. */
async function leftToDo(view: View, sources: Sources, switched: number | undefined): Promise<Status['left']> {
  if (!switchedOver(view) || switched === undefined || view.now - switched > day) return undefined;
  await observe(view, ['old', 'clientsOnOld', 'oldData', 'dataAfter'], sources);
  const left = afterList(view).todo.map(({ id, message, remedy, details }) => ({
    id,
    message,
    remedy,
    ...given({ details }),
  }));
  return left.length === 0 ? undefined : left;
}

const day = 24 * 60 * 60_000;

async function switchoverOf(view: View, sources: Sources): Promise<number | undefined> {
  const { old } = view.facts.leftovers!;
  if (old === undefined) return undefined;
  await observe(view, ['switchoverEvents'], sources);
  return switchoverTime(old, view.facts.deployments!, view.facts.switchoverEvents!)?.at;
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
      return `Next: ${assessment.will.join('; ')}.`;
    case 'wait':
      return `Waits for ${progressText(assessment.for)}.`;
    case 'pause':
      return `${assessment.because}.`;
    case 'refuse':
      return `${assessment.error.message} ${assessment.error.remedy}`;
  }
}

function howToGoOn(assessment: Assessment, view: View): string {
  if (assessment.state === 'refuse') return '';
  if (phaseOf(view) === 'ahead') return ` Run: ${ownCommand(view, 'reconcile')}`;
  return ` Run: ${continueUpgrade(view)}`;
}
