import { Command, CommanderError } from 'commander';
import { integer } from './cli/command';
import { surviveLostReaders } from './runtime/standard-streams';
import type { SimulateOptions } from './simulation/simulate-command';

const program = new Command('npm run simulate --')
  .description(
    'Plays upgrades, aborts and cleanups in process, with faults, kills, second runs and other people at work, and looks for violated invariants.',
  )
  .option('--schedules <number>', 'how many', integer(1, 1_000_000), 2000)
  .option('--seed <number>', 'of which all of them are made', integer(0, 4000), 1)
  .option('--only <seed>', 'plays this one schedule and shows all of it', integer(0, Number.MAX_SAFE_INTEGER))
  .option('--every-call', 'instead of schedules: every fault at every call of every command, one at a time')
  .option('--jobs <number>', 'processes at once (default: one for each core)', integer(1, 64))
  .helpOption('-h, --help', 'show this help')
  .exitOverride();

surviveLostReaders();
try {
  program.parse(process.argv);
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { simulateCommand } =
    require('./simulation/simulate-command') as typeof import('./simulation/simulate-command');
  void simulateCommand(program.opts<SimulateOptions>());
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 64;
}
