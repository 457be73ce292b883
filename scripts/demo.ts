import { Command } from 'commander';
import { commandLine } from '../constructs/command-line';
import { commands } from './cli/commands';
import { standalone } from './cli/standalone';

export const program = new Command(commandLine('demo')).description(commands.demo);

export const start = () =>
  standalone(program, () => (require('./local/demo-command') as typeof import('./local/demo-command')).demoCommand);

if (require.main === module) void start();
