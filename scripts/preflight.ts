import { Option } from 'commander';
import { command, main } from './cli/command';
import { addDataOptions, repeatedly } from './cli/data-options';
import type { PreflightOptions } from './commands/preflight/preflight-command';

export const program = addDataOptions(command('preflight'))
  .option('--to <version>', 'check for this version, in place of the one in the code')
  .option('--only <check>', 'show this check alone; may be repeated', repeatedly)
  .addOption(new Option('--markdown', 'Markdown on stdout').conflicts('json'))
  .option('--script <file>', 'write the SQL of the remedies into this file, for psql; it is not run')
  .option('--print-sql', 'print one SQL script with every query, for somebody who may enter the databases');

const load = () =>
  (require('./commands/preflight/preflight-command') as typeof import('./commands/preflight/preflight-command'))
    .preflightCommand;

export const start = () => main<PreflightOptions>(program, process.argv, load);

if (require.main === module) void start();
