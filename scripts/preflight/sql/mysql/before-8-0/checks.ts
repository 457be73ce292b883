import type { SqlCheck } from '../../sql-check';
import { columnChecks } from './columns';
import { indexChecks } from './indexes';
import { nameChecks } from './names';
import { precheck } from './precheck';
import { programChecks } from './programs';
import { storageChecks } from './storage';

const all = [...nameChecks, ...storageChecks, ...columnChecks, ...indexChecks, ...programChecks];

/** Errors stop the upgrade of green; after warnings it goes on, and something is different. */
export const before80: readonly SqlCheck[] = (['block', 'warn'] as const).flatMap((severity) =>
  all.filter((each) => each.severity === severity).map(precheck),
);
