import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Copies what the code reads beside it: all that is neither TypeScript nor Markdown. READMEs ship at their own paths, by `files` of
 * package.json, so that their links resolve.
 */
export function copyDataFiles(root: string, output: string): void {
  for (const folder of ['constructs', 'scripts']) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || /\.(ts|md)$/.test(entry.name) || entry.name.startsWith('.')) continue;
      const path = join(entry.parentPath, entry.name);
      cpSync(path, join(output, path.slice(root.length)));
    }
  }
}
