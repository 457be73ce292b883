import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { program as abort } from './abort';
import { program as cleanup } from './cleanup';
import { program as demo } from './demo';
import { pagesWithTables } from './docs/pages';
import { tablesOf } from './docs/tables';
import { program as local } from './local';
import { program as planCheck } from './plan-check';
import { program as preflight } from './preflight';
import { program as reconcile } from './reconcile';
import { program as status } from './status';
import { program as upgrade } from './upgrade';
import { program as versions } from './versions';

/** `npm run docs`: writes the tables of the READMEs, from the code that they describe. */
const root = resolve(__dirname, '..');

const programs = {
  upgrade,
  preflight,
  status,
  abort,
  cleanup,
  reconcile,
  'plan-check': planCheck,
  versions,
  local,
  demo,
};

export const pages = () => pagesWithTables(root, tablesOf(root, programs));

if (require.main === module) {
  for (const { path, text, generated } of pages()) {
    if (generated === text) continue;
    writeFileSync(join(root, path), generated);
    process.stdout.write(`${path}\n`);
  }
}
