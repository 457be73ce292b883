import { shellWord } from './shell-word';

/** The package, and its one executable. */
export const packageName = 'aurora-blue-green';

/** `source`: this repository, whose npm scripts are the commands. `package`: an app that has installed it. */
export type Origin = 'source' | 'package';

/**
 * The package is compiled. Bundlers may leave no `__filename`. Never by what the app's package.json says: messages are part of
 * what is synthesized, and `cdktf init` writes an npm script `upgrade` that is another.
 */
const origin: Origin = typeof __filename === 'string' && __filename.endsWith('.ts') ? 'source' : 'package';

/** What stands before a command's words: `npm run upgrade --` or `npx aurora-blue-green upgrade`. */
export function commandName(name: string, from: Origin = origin): string {
  return from === 'source' ? `npm run ${name} --` : `npx ${packageName} ${name}`;
}

/**
 * A command as a user types it: `npm run upgrade -- orders` in this repository, `npx aurora-blue-green upgrade orders` elsewhere.
 * Every message spells commands through this; words are quoted where a shell would read them otherwise.
 */
export function commandLine(name: string, words: readonly string[] = [], from: Origin = origin): string {
  const start = commandName(name, from);
  return words.length > 0 ? [start, ...words.map(shellWord)].join(' ') : start.replace(/ --$/, '');
}
