import type { Command } from 'commander';
import { command, main } from './cli/command';
import type { StatusOptions } from './commands/status/status-command';

export const program: Command = command('status');

const load = () =>
  (require('./commands/status/status-command') as typeof import('./commands/status/status-command')).statusCommand;

export const start = () => main<StatusOptions>(program, process.argv, load);

if (require.main === module) void start();
