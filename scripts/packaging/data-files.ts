import { cpSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What people copy; no part of what is compiled. */
export const examples = 'constructs/examples/';

/**
 * Copies what the code reads beside it: all that is neither TypeScript nor Markdown. READMEs and examples ship at their own paths, by
 * `files` of package.json, so that their links resolve.
 */
export function copyDataFiles(root: string, output: string): void {
  for (const folder of ['constructs', 'scripts']) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || /\.(ts|md)$/.test(entry.name) || entry.name.startsWith('.')) continue;
      const path = relative(root, join(entry.parentPath, entry.name));
      if (path.startsWith(examples)) continue;
      cpSync(join(root, path), join(output, path));
    }
  }
}
