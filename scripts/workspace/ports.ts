import type { Report } from '../report/event';
import type { Ports } from '../runbook/step';
import { codePort } from './code-port';
import type { OpenConnection } from './connections';
import { groupsPort } from './groups-port';
import { planPort } from './plan-port';
import type { Workspace } from './workspace';

/** Everything that a runbook may act with, for one cluster's connection. */
export function portsOf(workspace: Workspace, connection: OpenConnection, report: Report): Ports {
  return {
    rds: connection.rds,
    metrics: connection.metrics,
    autoscaling: connection.autoscaling,
    code: codePort(workspace, report),
    plan: planPort(workspace),
    groups: groupsPort(workspace),
  };
}
