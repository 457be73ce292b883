import { Command } from 'commander';
import { commandLine } from '../constructs/command-line';
import { commands } from './cli/commands';
import { standalone } from './cli/standalone';

export const program = new Command(commandLine('demo'))
  .description(commands.demo)
  .option('--data', 'with a real PostgreSQL behind it, and clients that write while it is upgraded');

function load() {
  const { demoCommand } = require('./local/demo-command') as typeof import('./local/demo-command');
  const { demoUpgrade } = require('./commands/demo-upgrade') as typeof import('./commands/demo-upgrade');
  return (options: { data?: boolean }) => demoCommand(demoUpgrade, options);
}

export const start = () => standalone<{ data?: boolean }>(program, load);

if (require.main === module) void start();
