import { Command } from 'commander';
import { standalone } from './cli/standalone';

const program = new Command('npm run bench').description(
  'Measures what the README claims: on the virtual clock where RDS is meant, on the wall where the tool is.',
);

void standalone(
  program,
  () => (require('./bench/bench-command') as typeof import('./bench/bench-command')).benchCommand,
);
