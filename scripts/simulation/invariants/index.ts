import { codeOldOrNew } from './code-old-or-new';
import { endsAsDocumented } from './ends-as-documented';
import type { Invariant } from './invariant';
import { noIsNo } from './no-is-no';
import { nothingWeaker } from './nothing-weaker';
import { oldIsKeptInASnapshot } from './old-is-kept-in-a-snapshot';
import { oneDeployment } from './one-deployment';
import { onlyOldDeleted } from './only-old-deleted';
import { productionNotRestarted } from './production-not-restarted';
import { productionResolves } from './production-resolves';
import { switchoverWithConsent } from './switchover-with-consent';

export const invariants: readonly Invariant[] = [
  productionResolves,
  oneDeployment,
  switchoverWithConsent,
  noIsNo,
  onlyOldDeleted,
  oldIsKeptInASnapshot,
  codeOldOrNew,
  nothingWeaker,
  productionNotRestarted,
  endsAsDocumented,
];
