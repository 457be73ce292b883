import { Command, CommanderError } from 'commander';
import { commandLine } from '../constructs/command-line';
import { commands } from './cli/commands';
import { surviveLostReaders } from './runtime/standard-streams';

const program = new Command(commandLine('demo'))
  .description(commands.demo)
  .helpOption('-h, --help', 'show this help')
  .exitOverride();

surviveLostReaders();
try {
  program.parse(process.argv);
  const { demoCommand } = require('./local/demo-command') as typeof import('./local/demo-command');
  void demoCommand();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 64;
}
