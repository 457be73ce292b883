import { Command, CommanderError } from 'commander';
import { surviveLostReaders } from './runtime/standard-streams';

const program = new Command('npm run bench')
  .description(
    'Measures what the README claims: on the virtual clock where RDS is meant, on the wall where the tool is.',
  )
  .helpOption('-h, --help', 'show this help')
  .exitOverride();

surviveLostReaders();
try {
  program.parse(process.argv);
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { benchCommand } = require('./bench/bench-command') as typeof import('./bench/bench-command');
  void benchCommand();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 64;
}
