import type { Report } from '../../report/event';
import { duration } from '../../report/human';
import type { Status } from './status-of';

export interface Seen {
  status: Status;
  /** When, in milliseconds on the service's clock. */
  at: number;
}

/** For people: a table, and below it the sentences that do not fit into one. */
export function tellStatus(all: readonly Seen[], report: Report): void {
  const columns = ['CLUSTER', 'STACK', 'CODE', 'RUNS', 'UPGRADE', 'SINCE', 'NEXT'];
  report({ code: 'TABLE', title: '', columns, rows: all.map(rowOf) });
  for (const { status } of all) {
    const { cluster, next, cleanup, problem } = status;
    if (problem !== undefined) {
      const message = `${problem.message} ${problem.remedy}`;
      report({ code: 'RESULT', cluster, outcome: 'unread', message });
    } else if (next !== undefined) report({ code: 'RESULT', cluster, outcome: next.state, message: next.text });
    // Not urgent, so it is no reason for exit code 2.
    else if (cleanup !== undefined) {
      const message = `its old environment still stands and costs money; days after the upgrade: ${cleanup}`;
      report({ code: 'RESULT', cluster, outcome: 'cleanup', message });
    }
  }
}

function rowOf({ status, at }: Seen): string[] {
  const { deployment } = status;
  const since =
    deployment?.since === undefined
      ? '–'
      : `${deployment.since.slice(0, 16).replace('T', ' ')} (${age(deployment.since, at)})`;
  const [other] = status.foreign ?? [];
  const upgrade =
    deployment !== undefined
      ? `${deployment.from} to ${deployment.to}, ${deployment.status}`
      : other !== undefined
        ? `${other.identifier}, not by this tool, ${other.status}`
        : phases[status.phase];
  const { cluster, stack, inCode, upgradeTo, next, cleanup } = status;
  const code = upgradeTo === undefined ? inCode : `${inCode}, upgradeTo ${upgradeTo}`;
  return [
    cluster,
    stack,
    code,
    runs(status),
    upgrade ?? status.phase,
    since,
    next?.step ?? (cleanup && 'cleanup') ?? '–',
  ];
}

const runs = ({ running, clusterStatus }: Status) =>
  [running ?? '–', ...(clusterStatus === undefined ? [] : [clusterStatus])].join(', ');

/** What a phase means where no deployment tells it better. */
const phases: Record<string, string> = {
  before: 'not begun',
  current: 'none',
  ahead: 'AWS is ahead of the code',
  absent: 'does not exist',
  'in-place': 'in place, by Terraform',
  unread: 'could not be read',
};

const age = (since: string, now: number) => duration(Math.max(0, now - Date.parse(since)) / 1000);
