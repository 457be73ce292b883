import type { TableRow } from './row';
import { addressRows } from './rows/addresses';
import { globalRows } from './rows/global';
import { partRows } from './rows/parts';
import { replacementRows } from './rows/replacements';
import { versionRows } from './rows/versions';

/** Every plan of the table, and what a user must be told of it. */
export const planTable: TableRow[] = [...versionRows, ...replacementRows, ...addressRows, ...globalRows, ...partRows];
