import type { Command } from 'commander';
import { command, integer, main } from './cli/command';
import { addHookOption } from './cli/hook-option';
import type { CleanupOptions } from './commands/cleanup-command';
import { defaults } from './view/option-defaults';

const options = command('cleanup')
  .option('--plan', 'show what would be removed, and change nothing')
  .option(
    '--soak <hours>',
    'at least this long since the switchover, and without a connection; 1 to 336',
    integer(1, 336),
    defaults.soakHours,
  )
  .option(
    '--max-connections <n>',
    'ignore up to this many connections at once',
    integer(0, 10_000),
    defaults.maxConnections,
  )
  .option('--no-connection-proof', 'continue where CloudWatch has no data; connections that it does show still count')
  .option('--skip-final-snapshot', 'make no final snapshot of the old cluster')
  .option('--yes', 'confirm in advance');

export const program: Command = addHookOption(options);

const load = () =>
  (require('./commands/cleanup-command') as typeof import('./commands/cleanup-command')).cleanupCommand;

export const start = () => main<CleanupOptions>(program, process.argv, load);

if (require.main === module) void start();
