import type { AbortOptions } from './cli/abort-command';
import { command, main } from './cli/command';

const program = command('abort').option('--yes', 'confirm it beforehand');

const load = () => (require('./cli/abort-command') as typeof import('./cli/abort-command')).abortCommand;

void main<AbortOptions>(program, process.argv, load);
