import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * A PATH whose first `npx` starts what is installed in the working folder, as npx does, without the second of processor time that
 * npm itself takes each time. A test that is about npx uses npx.
 * @param aside  a folder for temporary files
 */
export function pathWithQuickNpx(aside: string): string {
  const folder = join(aside, 'quick');
  mkdirSync(folder, { recursive: true });
  // Whatever else npx can do has to be asked of npx.
  const script = `#!/bin/sh
[ "$1" != --no-install ] || shift
case $1 in -*) echo "The tests' npx does not know $1." >&2; exit 64 ;; esac
program=./node_modules/.bin/$1
shift
npm_lifecycle_event=npx exec "$program" "$@"
`;
  writeFileSync(join(folder, 'npx'), script, { mode: 0o755 });
  return [folder, process.env.PATH].join(delimiter);
}
