import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Beside this file; in the package the code is in `dist/`, and the README where it is in the repository. */
const beside = join(__dirname, 'README.md');
const file = existsSync(beside) ? beside : join(__dirname, '../../../scripts/embedded-rds/README.md');
const fromHere = relative(process.cwd(), file);

/** Where the README of this folder is, as messages name it. */
export const specification = fromHere.startsWith('..') ? file : fromHere;
