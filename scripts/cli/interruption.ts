import type { Command } from 'commander';
import { commandLine } from '../../constructs/command-line';
import { commandOf } from './commands';

/** Commands that change RDS. */
const changing = new Set(['upgrade', 'abort', 'cleanup']);

/** What a signal leaves behind, as far as the command tells. */
export function interruption(program: Command, args = process.argv.slice(2)): { message: string; remedy: string } {
  const command = commandOf(program.name());
  const again = commandLine(command, args);
  if (changing.has(command) && program.opts().plan !== true) {
    return {
      message: 'Interrupted. RDS continues what it has begun; nothing is lost.',
      remedy: `To continue, run the same command again: ${again}`,
    };
  }
  // What is written into the code, or refreshed in a state, is whole or not there.
  const message =
    command === 'reconcile' ? 'Interrupted. Nothing was changed in AWS.' : 'Interrupted. Nothing was changed.';
  return { message, remedy: `Run the same command again: ${again}` };
}
