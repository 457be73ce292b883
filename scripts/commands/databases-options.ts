import type { DataOptions } from '../cli/data-options';
import { databaseAccess } from '../cli/database-options';
import { given } from '../runtime/given';
import type { DatabasesOptions } from '../workspace/databases';

export const databasesOptions = (options: DataOptions, signal: AbortSignal): DatabasesOptions => ({
  access: databaseAccess(options),
  ...given({ results: options.sqlResults }),
  signal,
});
