import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Where the databases of a world are: beside its state file. PostgreSQL does not run as root but, for root, as `nobody`: where that one
 * cannot go, as in root's own folders, a folder for temporary files that is always the same for this state file.
 */
export function dataFolder(stateFile: string, isRoot = process.getuid?.() === 0): string {
  const beside = `${stateFile}.data`;
  if (!isRoot || isOpenToAll(dirname(beside))) return beside;
  const id = createHash('sha256').update(stateFile).digest('hex').slice(0, 12);
  return join(tmpdir(), `aurora-local-data-${id}`);
}

/** Whether everybody may pass through the folder and all above it. */
function isOpenToAll(folder: string): boolean {
  const isOpen = !existsSync(folder) || (statSync(folder).mode & 0o001) !== 0;
  return isOpen && (dirname(folder) === folder || isOpenToAll(dirname(folder)));
}
