import { dayAndTime, roughly } from '../../report/duration';
import type { Report } from '../../report/event';
import { awaitWindow } from '../../runbook/upgrade/await-window';
import type { Status } from './status-of';

export interface Seen {
  status: Status;
  /** When, in milliseconds on the service's clock. */
  at: number;
}

/** More clusters than these have two lines each of a terminal, and ten of them one screen. */
const fewClusters = 3;

/** For people: a table, and below it the sentences that do not fit into one. */
export function tellStatus(all: readonly Seen[], report: Report): void {
  const columns = ['CLUSTER', 'STACK', 'CODE', 'RUNS', 'UPGRADE', 'SINCE', 'NEXT'];
  report({ code: 'TABLE', title: '', columns, rows: all.map(rowOf), dispensable: ['STACK', 'SINCE'] });
  const brief = all.length > fewClusters ? { brief: true } : {};
  for (const seen of all) {
    const { cluster, next, cleanup, problem, left = [] } = seen.status;
    if (problem !== undefined) {
      const message = `${problem.message} ${problem.remedy}`;
      report({ code: 'RESULT', cluster, outcome: 'unread', message, ...brief });
    } else if (next !== undefined) {
      const message = `${switchedText(seen)}${windowedText(seen)}${checkedText(seen)}${next.text}`;
      report({ code: 'RESULT', cluster, outcome: next.state, message, ...brief });
    }
    // Not urgent, so it is no reason for exit code 2.
    else if (cleanup !== undefined) {
      report({ code: 'RESULT', cluster, outcome: 'cleanup', message: cleanupText(seen, cleanup), ...brief });
    }
    for (const item of left) report({ code: 'WARNING', cluster, ...item });
  }
}

/** When its old environment may go. */
function cleanupText({ status: { deployment, cleanupFrom, former }, at }: Seen, cleanup: string): string {
  if (former !== undefined)
    return `the code still declares the parameter groups of ${former}, and cleanup takes them out: ${cleanup}`;
  if (cleanupFrom === undefined) return `its old environment costs money; days after the upgrade: ${cleanup}`;
  const since = deployment?.since;
  const switched = since === undefined ? '' : `switched over ${dayAndTime(since)}, ${ago(since, at)} ago; `;
  const when = Date.parse(cleanupFrom) <= at ? 'now' : `from ${dayAndTime(cleanupFrom)} on`;
  return `${switched}its old environment costs money, and can be removed ${when}: ${cleanup}`;
}

/** The same in short, where something else is to be done first. */
function switchedText({ status: { deployment, cleanupFrom } }: Seen): string {
  if (deployment?.since === undefined || cleanupFrom === undefined) return '';
  return `Switched over ${dayAndTime(deployment.since)}, cleanup from ${dayAndTime(cleanupFrom)} on. `;
}

/** Before the switchover: with what knowledge of the data the deployment was created. */
const checkedText = ({ status: { preflight, phase } }: Seen) =>
  preflight === undefined || phase !== 'underway' ? '' : `Checks of its data before green was created: ${preflight}. `;

/** The step that waits for it says so itself. */
const windowedText = ({ status: { window, next } }: Seen) =>
  window === undefined || next?.step === awaitWindow.id ? '' : `Its switchover comes ${window}. `;

function rowOf({ status, at }: Seen): string[] {
  const { deployment, cluster, stack, inCode, upgradeTo, next, cleanup, cleanupFrom } = status;
  const since = deployment?.since === undefined ? '–' : dayAndTime(deployment.since);
  const code = upgradeTo === undefined ? inCode : `${inCode}, upgradeTo ${upgradeTo}`;
  const tooSoon = cleanupFrom !== undefined && Date.parse(cleanupFrom) > at;
  const afterwards = cleanup && (tooSoon ? 'wait' : 'cleanup');
  return [cluster, stack, code, runs(status), upgradeOf(status), since, next?.step ?? afterwards ?? '–'];
}

function upgradeOf({ deployment, foreign: [other] = [], phase }: Status): string {
  if (deployment !== undefined) {
    const { to, status } = deployment;
    return `to ${to}, ${words[status] ?? status}`;
  }
  return other === undefined
    ? (phases[phase] ?? phase)
    : `${other.identifier}, not created by this tool, ${other.status}`;
}

/** Of a deployment's statuses: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_BlueGreenDeployment.html */
const words: Readonly<Record<string, string>> = {
  PROVISIONING: 'green is being built',
  AVAILABLE: 'green is built',
  SWITCHOVER_IN_PROGRESS: 'switching over',
  SWITCHOVER_COMPLETED: 'switched over',
};

const runs = ({ running, clusterStatus }: Status) =>
  [running ?? '–', ...(clusterStatus === undefined ? [] : [clusterStatus])].join(', ');

/** What a phase means where no deployment tells it better. */
const phases: Readonly<Record<string, string>> = {
  before: 'not begun',
  current: 'none',
  ahead: 'AWS is ahead of the code',
  absent: 'does not exist',
  'in-place': 'in place, by Terraform',
  unread: 'could not be read',
};

const ago = (since: string, now: number) => roughly(Math.max(0, now - Date.parse(since)) / 1000);
