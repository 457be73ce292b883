import { command, main } from './cli/command';
import type { StatusOptions } from './commands/status/status-command';

const program = command('status');

const load = () =>
  (require('./commands/status/status-command') as typeof import('./commands/status/status-command')).statusCommand;

void main<StatusOptions>(program, process.argv, load);
