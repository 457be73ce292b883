import type { Step } from '../step';
import { checkOld } from './check-old';
import { deleteCluster } from './delete-cluster';
import { deleteInstances } from './delete-instances';
import { deleteRecord } from './delete-record';
import { finalSnapshot } from './final-snapshot';
import { forgetPrevious } from './forget-previous';
import { liftOldProtection } from './lift-old-protection';
import { proveRemoval } from './prove-removal';
import { proveUnused } from './prove-unused';
import { soak } from './soak';
import { tagOld } from './tag-old';
import { verifyRemoval } from './verify-removal';

/** Section 9 of the runbook: the old environment of a finished upgrade is removed. Production is never touched. */
export const cleanupSteps: readonly Step[] = [
  checkOld,
  soak,
  proveUnused,
  finalSnapshot,
  tagOld,
  liftOldProtection,
  deleteRecord,
  deleteInstances,
  deleteCluster,
  forgetPrevious,
  proveRemoval,
  verifyRemoval,
];
