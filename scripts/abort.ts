import type { Command } from 'commander';
import { command, main } from './cli/command';
import { addHookOption } from './cli/hook-option';
import type { AbortOptions } from './commands/abort-command';

export const program: Command = addHookOption(command('abort').option('--yes', 'confirm in advance'));

const load = () => (require('./commands/abort-command') as typeof import('./commands/abort-command')).abortCommand;

export const start = () => main<AbortOptions>(program, process.argv, load);

if (require.main === module) void start();
