import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { commandName } from '../constructs/command-line';
import { integer } from './cli/command';
import { commands } from './cli/commands';
import { standalone } from './cli/standalone';
import { specification } from './embedded-rds/specification';
import { type LocalOptions, localDefaults } from './local/local-options';

/** Seconds of RDS in one on the wall: `600`, `real`, `instant`, or `0` for a clock that only moves when it is told to. */
function speed(text: string): number {
  if (text === 'real') return 1;
  if (text === 'instant') return Number.POSITIVE_INFINITY;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError('It must be a number of 0 or more, "real" or "instant".');
  }
  return value;
}

export const program = new Command(commandName('local'))
  .description(commands.local)
  .option('--port <port>', 'its port on 127.0.0.1', integer(0, 65535), localDefaults.port)
  .option(
    '--speed <factor>',
    'how many times as fast as real time its clock runs: a number, "real" or "instant"',
    speed,
    localDefaults.speed,
  )
  .option('--empty', 'begin without the clusters of the code')
  .option('--state <file>', 'the file that keeps its state between runs', inFolder, localDefaults.state)
  .option('--data', 'with a real PostgreSQL behind each Aurora PostgreSQL cluster, a MariaDB behind Aurora MySQL')
  .option('--reset', 'forget what the state file holds and start over')
  .addOption(repeatable('--fault <json>', `a fault rule (${specification}); may be repeated`, collect))
  .addOption(
    repeatable(
      '--policy <file>',
      'an IAM policy in JSON: callers may do what the given policies allow, and nothing else; may be repeated',
      files,
    ),
  )
  .addOption(repeatable('--scp <file>', 'a service control policy in JSON; may be repeated', files));

function repeatable(flags: string, text: string, add: (given: string, all: string[]) => string[]): Option {
  return new Option(flags, text).argParser(add).default([], 'none');
}

function collect(text: string, all: string[]): string[] {
  return [...all, text];
}

/** Of the folder in which it was typed, wherever the app is. */
function inFolder(file: string): string {
  return resolve(file);
}

function files(file: string, all: string[]): string[] {
  return [...all, inFolder(file)];
}

export const start = () =>
  standalone<LocalOptions>(
    program,
    () => (require('./local/local-command') as typeof import('./local/local-command')).localCommand,
  );

if (require.main === module) void start();
