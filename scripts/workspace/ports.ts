import type { CommandContext } from '../cli/command';
import type { Ports } from '../runbook/step';
import { codePort } from './code-port';
import type { OpenConnection } from './connections';
import { groupsPort } from './groups-port';
import { planPort } from './plan-port';
import type { Workspace } from './workspace';

/** Everything that a runbook may act with, for one cluster's connection. */
export function portsOf(workspace: Workspace, connection: OpenConnection, { report, signal }: CommandContext): Ports {
  return {
    rds: connection.rds,
    metrics: connection.metrics,
    autoscaling: connection.autoscaling,
    code: codePort(workspace, report, signal),
    plan: planPort(workspace, signal),
    groups: groupsPort(workspace, signal),
  };
}
