import { command, main } from './cli/command';
import type { StatusOptions } from './cli/status-command';

const program = command('status');

const load = () => (require('./cli/status-command') as typeof import('./cli/status-command')).statusCommand;

void main<StatusOptions>(program, process.argv, load);
