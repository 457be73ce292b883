import { statSync } from 'node:fs';
import { join } from 'node:path';
import { sourceOf } from '../checkout/compiled-from';
import type { Project } from './project';

/** An app that must be compiled before it runs, by a step that its `app` command does not include. */
interface CompiledApp {
  /** What `app` runs, relative to the project: `dist/main.js`. */
  file: string;
  source: string;
  /** `old`: the source has been written since. */
  state: 'missing' | 'old' | 'built';
}

/** Undefined if `app` runs no JavaScript file with a TypeScript source, or builds it itself. */
export function compiledApp({ app, directory }: Pick<Project, 'app' | 'directory'>): CompiledApp | undefined {
  // More than one command: one of them may build.
  if (/[;&|\n]|\b(tsc|build|compile)\b/.test(app)) return undefined;
  const written = (path: string) => statSync(join(directory, path), { throwIfNoEntry: false })?.mtimeMs;
  for (const word of app.split(/\s+/)) {
    const file = word.replace(/^["']|["']$/g, '').replace(/^\.\//, '');
    const source = sourceOf(file, (path) => written(path) !== undefined);
    if (source === undefined) continue;
    const [compiled, changed] = [written(file), written(source)];
    const state = compiled === undefined ? 'missing' : (changed ?? 0) > compiled ? 'old' : 'built';
    return { file, source, state };
  }
  return undefined;
}

/** What to do about it. */
export const buildFirst = ({ source }: CompiledApp) =>
  `Build the app, for example with \`npx tsc\`, and run the command again; or let "app" in cdktf.json build it, or run ${source} directly.`;
