import { Option } from 'commander';
import { main, plainCommand } from './cli/command';
import type { VersionsOptions } from './commands/versions/versions-command';

export const program = plainCommand('versions')
  .option(
    '--base <ref>',
    'what to compare with (default: where this branch left origin/main, or main if there is none)',
  )
  .option('--head <ref>', 'what to compare (default: the working tree as it is)')
  .option('--aws', 'ask AWS for versions, upgrade targets and what runs, instead of using the bundled data')
  .addOption(new Option('--markdown', 'Markdown on stdout').conflicts('json'));

const load = () =>
  (require('./commands/versions/versions-command') as typeof import('./commands/versions/versions-command'))
    .versionsCommand;

export const start = () => main<VersionsOptions>(program, process.argv, load);

if (require.main === module) void start();
