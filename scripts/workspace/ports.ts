import type { Report } from '../report/event';
import type { Ports } from '../runbook/step';
import { type CodeOfRun, codePort } from './code-port';
import type { OpenConnection } from './connections';
import { type DatabasesOptions, databasesToActOn } from './databases';
import { groupsPort } from './groups-port';
import { planPort } from './plan-port';
import type { Workspace } from './workspace';

const unasked: Ports['databases'] = {
  look: async () => ({ kind: 'unasked' }),
  analyzeGreen: async () => ({ reason: 'This command asks no databases.', remedy: 'Run ANALYZE there yourself.' }),
};

/** A run that writes nothing. */
const ofNoOther: CodeOfRun = { command: 'upgrade', all: false, wishes: [], shared: [] };

/** Everything that a runbook may act with, for one cluster's connection. */
export function portsOf(
  workspace: Workspace,
  connection: OpenConnection,
  report: Report,
  { code: run = ofNoOther, databases }: { code?: CodeOfRun; databases?: DatabasesOptions } = {},
): Ports {
  return {
    rds: connection.rds,
    metrics: connection.metrics,
    autoscaling: connection.autoscaling,
    // No other command comes to a step that asks them.
    databases: databases === undefined ? unasked : databasesToActOn(connection, databases),
    code: codePort(workspace, report, run),
    plan: planPort(workspace, run.shared),
    groups: groupsPort(workspace),
  };
}
