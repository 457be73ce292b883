import { codeOldOrNew } from './code-old-or-new';
import { endsAsDocumented } from './ends-as-documented';
import type { Invariant } from './invariant';
import { nothingWeaker } from './nothing-weaker';
import { oneDeployment } from './one-deployment';
import { onlyOldDeleted } from './only-old-deleted';
import { productionNotRestarted } from './production-not-restarted';
import { productionResolves } from './production-resolves';
import { switchoverWithConsent } from './switchover-with-consent';

export const invariants: readonly Invariant[] = [
  productionResolves,
  oneDeployment,
  switchoverWithConsent,
  onlyOldDeleted,
  codeOldOrNew,
  nothingWeaker,
  productionNotRestarted,
  endsAsDocumented,
];
