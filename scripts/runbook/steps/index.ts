import type { Step } from '../step';
import { awaitGreen } from './await-green';
import { carryOver } from './carry-over';
import { checkSource } from './check-source';
import { createDeployment } from './create-deployment';
import { enableReplication } from './enable-replication';
import { gateSwitchover } from './gate-switchover';
import { prepareParameterGroups } from './prepare-parameter-groups';
import { provePlan } from './prove-plan';
import { rebootGreen } from './reboot-green';
import { reconcileCode } from './reconcile-code';
import { restoreProduction } from './restore-production';
import { snapshotSource } from './snapshot-source';
import { switchover } from './switchover';
import { verifyGreen } from './verify-green';
import { verifyProduction } from './verify-production';

/** The runbook, in order. */
export const steps: readonly Step[] = [
  checkSource,
  enableReplication,
  prepareParameterGroups,
  createDeployment,
  awaitGreen,
  carryOver,
  rebootGreen,
  verifyGreen,
  snapshotSource,
  gateSwitchover,
  switchover,
  restoreProduction,
  verifyProduction,
  reconcileCode,
  provePlan,
];

/** Where a run stops: `--until`. */
export const lastStepOf = {
  green: 'verify-green',
  switched: 'verify-production',
  reconciled: 'reconcile-code',
  proven: 'prove-plan',
} as const;

export type Until = keyof typeof lastStepOf;

export function stepsUntil(until: Until): readonly Step[] {
  return steps.slice(0, steps.findIndex((step) => step.id === lastStepOf[until]) + 1);
}
