#!/usr/bin/env node
// The package's executable: `npx aurora-blue-green upgrade orders`. It only finds the command, so that `--help` need not wait.
import { commandName, packageName } from '../constructs/command-line';
import { commands, isCommand } from './cli/commands';
import { ExitCode } from './runtime/errors';
import { surviveLostReaders } from './runtime/standard-streams';

surviveLostReaders();
const [first, ...rest] = process.argv.slice(2);
const asksHelp = first === 'help' && rest.length > 0;
/** `help upgrade` is `upgrade --help`. */
const [name, ...words] = asksHelp ? [rest[0], '--help'] : [first, ...rest];

if (name !== undefined && isCommand(name)) {
  // As if it had been started by itself.
  process.argv.splice(2, process.argv.length, ...words);
  const { start } = require(`./${name}`) as { start(): Promise<void> };
  void start();
} else if (name === '--version' || name === '-V') {
  const { version } = require(`${packageName}/package.json`) as { version: string };
  process.stdout.write(`${version}\n`);
} else if (name === '--help' || name === '-h' || name === 'help') {
  process.stdout.write(usage());
} else {
  const problem = name === undefined ? 'A command is missing.' : `There is no command "${name}".${suggestion(name)}`;
  process.stderr.write(`${problem}\n\n${usage()}`);
  process.exitCode = ExitCode.usage;
}

/** Commander knows what is spelled alike. */
function suggestion(name: string): string {
  const { Command } = require('commander') as typeof import('commander');
  let said = '';
  const program = new Command().exitOverride().configureOutput({ writeErr: (text) => (said += text) });
  for (const command of Object.keys(commands)) program.command(command);
  try {
    program.parse([name], { from: 'user' });
  } catch {
    // It always ends here: the name is no command.
  }
  return /\((Did you mean .*\?)\)/.exec(said)?.[1]?.replace(/^/, ' ') ?? '';
}

function usage(): string {
  const start = commandName('<command>', 'package');
  const width = Math.max(...Object.keys(commands).map(({ length }) => length)) + 2;
  const lines = Object.entries(commands).map(([command, what]) => `  ${command.padEnd(width)}${what}\n`);
  return `Usage: ${start} [options]\n\n${lines.join('')}\n${start} --help lists a command's options.\n`;
}
