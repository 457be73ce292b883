import type { Command } from 'commander';
import { command, main } from './cli/command';
import type { ReconcileOptions } from './commands/reconcile-command';

export const program: Command = command('reconcile')
  .option('--check', 'only report, for CI: exit code 2 if code and AWS differ')
  .option('--all', 'every cluster; the default if none is named')
  .option('--refresh-state', "afterwards refresh Terraform's state (apply -refresh-only)");

const load = () =>
  (require('./commands/reconcile-command') as typeof import('./commands/reconcile-command')).reconcileCommand;

export const start = () => main<ReconcileOptions>(program, process.argv, load);

if (require.main === module) void start();
