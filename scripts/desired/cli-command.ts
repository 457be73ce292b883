import { existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { cliOf, frameworkVersion } from './cli-of-stack';
import type { StackJson } from './stack-json';

/**
 * What `npx` takes to start the command line of the app's framework. The construct and the commands need none, so it may not be installed:
 * then npx is told its package, in the framework's version. `cdktf`, or `--package=cdktf-cli@0.21.0 cdktf`
 * @param folders  where it may be installed, also above them
 */
export function cliCommand(stack: StackJson, folders: readonly string[], path = process.env.PATH ?? ''): string {
  const cli = cliOf(stack);
  const installed = [...folders.flatMap(binFolders), ...path.split(delimiter)].some((folder) =>
    existsSync(join(folder, cli)),
  );
  const version = frameworkVersion(stack);
  return installed || version === undefined ? cli : `--package=${cli}-cli@${version} ${cli}`;
}

function binFolders(folder: string): string[] {
  const above = dirname(resolve(folder));
  const here = join(resolve(folder), 'node_modules', '.bin');
  return above === resolve(folder) ? [here] : [here, ...binFolders(above)];
}
