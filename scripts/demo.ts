import { Command, CommanderError } from 'commander';
import { commandLine } from '../constructs/command-line';

const program = new Command(commandLine('demo'))
  .description(
    'The whole upgrade on this machine, in under a minute: an embedded RDS, a copy of this code, no AWS account.',
  )
  .helpOption('-h, --help', 'show this help')
  .exitOverride();

try {
  program.parse(process.argv);
  const { demoCommand } = require('./cli/demo-command') as typeof import('./cli/demo-command');
  void demoCommand();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 64;
}
