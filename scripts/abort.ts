import { command, main } from './cli/command';
import type { AbortOptions } from './commands/abort-command';

const program = command('abort').option('--yes', 'confirm it beforehand');

const load = () => (require('./commands/abort-command') as typeof import('./commands/abort-command')).abortCommand;

void main<AbortOptions>(program, process.argv, load);
