import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ProjectCopy } from './project-copy';

/**
 * Makes `npx aurora-blue-green` work in a copied project, as in an app that has installed the package: a `node_modules` of its own
 * with that executable, which runs the copy's sources. The package itself has a test of its own.
 */
export function installAsPackage({ directory }: ProjectCopy): void {
  const modules = join(directory, 'node_modules');
  const installed = realpathSync(modules);
  rmSync(modules);
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of readdirSync(installed))
    if (name !== '.bin') symlinkSync(join(installed, name), join(modules, name));
  const executable = join(modules, '.bin/aurora-blue-green');
  const entry = join(directory, 'scripts/aurora-blue-green.ts');
  writeFileSync(executable, `#!/bin/sh\nexec node --require tsx/cjs '${entry}' "$@"\n`);
  chmodSync(executable, 0o755);
  // An executable that a project declares itself comes before those that it has installed.
  const manifest = join(directory, 'package.json');
  const { bin: _, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify(rest, null, 2));
}
