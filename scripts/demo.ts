import { Command } from 'commander';
import { commandLine } from '../constructs/command-line';
import { commands } from './cli/commands';
import { standalone } from './cli/standalone';

export const program = new Command(commandLine('demo')).description(commands.demo);

function load() {
  const { demoCommand } = require('./local/demo-command') as typeof import('./local/demo-command');
  const { demoUpgrade } = require('./commands/demo-upgrade') as typeof import('./commands/demo-upgrade');
  return () => demoCommand(demoUpgrade);
}

export const start = () => standalone(program, load);

if (require.main === module) void start();
