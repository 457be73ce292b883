import type { Until } from '../../view/request';
import type { Step } from '../step';
import { afterListStep } from './after-list';
import { analyzeGreen } from './analyze-green';
import { awaitGreen } from './await-green';
import { awaitWindow } from './await-window';
import { carryOver } from './carry-over';
import { checkCode } from './check-code';
import { checkDatabases } from './check-databases';
import { checkSource } from './check-source';
import { createDeployment } from './create-deployment';
import { enableReplication } from './enable-replication';
import { gateSwitchover } from './gate-switchover';
import { keepCoordinates } from './keep-coordinates';
import { prepareParameterGroups } from './prepare-parameter-groups';
import { provePlan } from './prove-plan';
import { rebootGreen } from './reboot-green';
import { reconcileCode } from './reconcile-code';
import { restoreProduction } from './restore-production';
import { snapshotSource } from './snapshot-source';
import { switchover } from './switchover';
import { verifyGreen } from './verify-green';
import { verifyProduction } from './verify-production';
import { watchGreen } from './watch-green';
import { writeJournal } from './write-journal';

/** The runbook, in order. */
export const steps: readonly Step[] = [
  checkSource,
  checkDatabases,
  checkCode,
  prepareParameterGroups,
  enableReplication,
  createDeployment,
  watchGreen,
  awaitGreen,
  writeJournal,
  carryOver,
  rebootGreen,
  analyzeGreen,
  verifyGreen,
  awaitWindow,
  snapshotSource,
  gateSwitchover,
  switchover,
  restoreProduction,
  verifyProduction,
  reconcileCode,
  afterListStep,
  keepCoordinates,
  provePlan,
];

/** Where a run stops. */
const lastStepOf: Record<Until, Step> = {
  green: verifyGreen,
  switched: verifyProduction,
  reconciled: reconcileCode,
  proven: provePlan,
};

export const stepsUntil = (until: Until): readonly Step[] => upTo(lastStepOf[until]);

/** The runbook up to a step, which it must have. */
export function upTo(last: Step): readonly Step[] {
  const index = steps.indexOf(last);
  if (index < 0) throw new Error(`${last.id} is no step of the runbook.`);
  return steps.slice(0, index + 1);
}

/** What a version that changed without an upgrade needs of the runbook. */
export const reconcileSteps: readonly Step[] = [reconcileCode, provePlan];
