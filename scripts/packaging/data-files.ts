import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Copies what the code reads beside it, and what is written for people: all that is no TypeScript. */
export function copyDataFiles(root: string, output: string): void {
  for (const folder of ['constructs', 'scripts']) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || entry.name.endsWith('.ts') || entry.name.startsWith('.')) continue;
      const path = join(entry.parentPath, entry.name);
      cpSync(path, join(output, path.slice(root.length)));
    }
  }
}
