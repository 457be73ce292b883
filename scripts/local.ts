import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { commandName } from '../constructs/command-line';
import { integer } from './cli/command';
import { commands } from './cli/commands';
import { standalone } from './cli/standalone';
import { specification } from './embedded-rds/specification';
import type { LocalOptions } from './local/local-command';

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
  .option('--port <port>', 'on 127.0.0.1', integer(0, 65535), 5440)
  .option('--speed <factor>', 'how much faster than the wall its clock runs: a number, "real" or "instant"', speed, 600)
  .option('--empty', 'without the clusters of the code')
  .option('--state <file>', 'where its world is kept between runs', inFolder, '.aurora-local/rds.json')
  .option('--reset', 'forget what the state file holds and begin anew')
  .option('--fault <json>', `a fault rule (${specification}); may be repeated`, collect, [])
  .option(
    '--policy <file>',
    'an IAM policy in JSON: callers may do what the policies given allow, and nothing else; may be repeated',
    files,
    [],
  )
  .option('--scp <file>', 'a service control policy in JSON; may be repeated', files, []);

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
