import type { RdsEvent } from '../aws/rds/types';
import { abortCommand } from '../report/commands';
import type { Member } from '../report/progress';
import { attempt, mayRetry } from '../view/attempt';
import { tellsOfDegradation } from '../view/standing';
import { fact, type View } from '../view/view';
import { integrationsInTheWay } from './api/integrations';
import { cancelledAttempt } from './cancelled-attempt';
import { block, type Finding } from './finding';
import { greenProblems } from './green-checks';
import { groupFindings } from './group-checks';

/** What must hold at the moment of the switchover. Everything here has just been read. */
export function switchoverFindings(view: View): Finding[] {
  return [
    ...cancelledAttempt(view),
    ...groupFindings(view),
    ...degradedFindings(view, [...fact(view, 'greenEvents'), ...fact(view, 'sourceEvents')]),
    ...deploymentState(view),
    ...greenState(view),
    ...endpoints(view),
    ...integrationsInTheWay(view),
  ];
}

/** Busy members: they become available by themselves, so the gate waits for them. */
export function busyMembers(view: View): Member[] {
  const blue = fact(view, 'production');
  const green = fact(view, 'green');
  const clusters = [blue.cluster, ...(green === null ? [] : [green.cluster])];
  const instances = [...blue.instances, ...(green?.instances ?? [])];
  const rows = fact(view, 'deployments').underway?.members ?? [];
  return [
    ...[...clusters, ...instances]
      .filter((it) => it.status !== 'available')
      .map(({ identifier, status }) => ({ name: identifier, status })),
    ...rows
      .filter((row) => row.status === undefined || row.status === 'PROVISIONING')
      .map((row) => ({ name: row.source ?? 'a member', status: row.status ?? 'without status' })),
  ];
}

/**
 * DDL on blue, a refreshed materialized view, large objects: green lags forever, and only events say so
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 */
export function degradedFindings(view: View, events: readonly RdsEvent[]): Finding[] {
  // RDS reports it of the deployment and of green.
  const [event] = events.filter(tellsOfDegradation);
  if (event === undefined) return [];
  return [
    block(
      'REPLICATION_DEGRADED',
      `RDS reports replication to green as degraded since ${new Date(event.at).toISOString()} (${event.source}): ${event.message}`,
      `Production is untouched. Stop whatever causes this, abort the upgrade (${abortCommand(view)}) and start it again.`,
    ),
  ];
}

function deploymentState(view: View): Finding[] {
  const deployment = fact(view, 'deployments').underway;
  if (deployment === undefined) return [];
  const findings: Finding[] = [];
  const look = `Look at ${deployment.identifier} in the console; to abort the upgrade: ${abortCommand(view)}`;
  // An attempt may leave its reason here: cancelled-attempt.ts speaks of that one.
  if (deployment.statusDetails !== undefined && attempt(view).kind === 'none') {
    findings.push(
      block(
        'BGD_DETAILS',
        `RDS reports for ${deployment.identifier}: ${deployment.statusDetails}`,
        `Production is untouched. ${look}`,
      ),
    );
  }
  // What an attempt before has left, or the last one, of which RDS has still to tell.
  const { kind } = attempt(view);
  const retry = kind === 'open' || (kind === 'cancelled' && mayRetry(view));
  const settled = new Set(['AVAILABLE', 'PROVISIONING', undefined, ...(retry ? ['SWITCHOVER_FAILED'] : [])]);
  for (const row of deployment.members.filter((member) => !settled.has(member.status))) {
    const text = `The member ${row.source ?? row.target ?? 'without a name'} of ${deployment.identifier} is ${row.status}.`;
    findings.push(block('BGD_MEMBER', text, `Production is untouched. ${look}`));
  }
  return findings;
}

/** One that was made after the deployment stays with the old cluster, where nobody can write. */
function endpoints(view: View): Finding[] {
  const rows = fact(view, 'deployments').underway?.members ?? [];
  const carried = new Set(rows.map((row) => (row.target === undefined ? undefined : row.source)));
  return (view.facts.endpoints ?? [])
    .filter((endpoint) => !carried.has(endpoint.arn))
    .map(({ identifier }) =>
      block(
        'ENDPOINT_LEFT',
        `Green has no counterpart of the custom endpoint ${identifier}, so the switchover would leave the endpoint with the old cluster.`,
        `Production is untouched. Delete the endpoint and recreate it after the upgrade, or abort the upgrade (${abortCommand(view)}) and start it again.`,
      ),
    );
}

function greenState(view: View): Finding[] {
  const green = fact(view, 'green');
  const problems = green === null ? ['green is not visible'] : greenProblems(view, green);
  return problems.map((problem) =>
    block(
      'GREEN_WRONG',
      `Green is not as requested: ${problem}.`,
      `Production is untouched. Abort the upgrade: ${abortCommand(view)}`,
    ),
  );
}
