import { command, main } from './cli/command';
import type { StatusOptions } from './commands/status-command';

const program = command('status');

const load = () => (require('./commands/status-command') as typeof import('./commands/status-command')).statusCommand;

void main<StatusOptions>(program, process.argv, load);
