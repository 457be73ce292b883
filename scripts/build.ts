import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { compile } from './packaging/compile';
import { copyDataFiles } from './packaging/data-files';
import { UpgradeError } from './runtime/errors';

/** `npm run build`: what `npm pack` puts into the package. */
const root = resolve(__dirname, '..');
const output = resolve(root, 'dist');

try {
  rmSync(output, { recursive: true, force: true });
  compile(root, output);
  copyDataFiles(root, output);
} catch (error) {
  if (!(error instanceof UpgradeError)) throw error;
  process.stderr.write(`✘ ${error.message}\n  ${error.remedy}\n`);
  process.exitCode = error.exitCode;
}
