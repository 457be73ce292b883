import type { Step } from '../step';
import { awaitGreenGone } from './await-green-gone';
import { checkAnew } from './check-anew';
import { deleteDeployment } from './delete-deployment';
import { liftGreenProtection } from './lift-green-protection';
import { proveSlotsGone } from './prove-slots-gone';

/** Cancels an upgrade before the switchover: production is never touched. */
export const abortSteps: readonly Step[] = [
  checkAnew,
  liftGreenProtection,
  deleteDeployment,
  awaitGreenGone,
  proveSlotsGone,
];
