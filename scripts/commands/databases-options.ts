import { accessOf, type DataOptions } from '../cli/data-options';
import { given } from '../runtime/given';
import type { DatabasesOptions } from '../workspace/databases';

export const databasesOptions = (options: DataOptions, signal: AbortSignal): DatabasesOptions => ({
  access: accessOf(options),
  ...given({ results: options.sqlResults }),
  signal,
});
