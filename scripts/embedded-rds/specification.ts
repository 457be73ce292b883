import { join, relative } from 'node:path';

const file = join(__dirname, 'README.md');
const fromHere = relative(process.cwd(), file);

/** Where the README of this folder is, as messages name it. */
export const specification = fromHere.startsWith('..') ? file : fromHere;
