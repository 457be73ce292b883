import type { Command } from 'commander';
import { commandOf } from './commands';

/** Commands that change RDS. */
const changing = new Set(['upgrade', 'abort', 'cleanup']);

/** What a signal leaves behind, as far as the command tells. */
export function interruption(program: Command): { message: string; remedy: string } {
  const name = program.name();
  const command = commandOf(name);
  const again = `Run the same command again (${name} …)`;
  if (changing.has(command) && program.opts().plan !== true) {
    return {
      message: 'Interrupted. RDS continues what it has begun; nothing is lost.',
      remedy: `${again} to continue.`,
    };
  }
  // What is written into the code, or refreshed in a state, is whole or not there.
  const message =
    command === 'reconcile' ? 'Interrupted. Nothing was changed in AWS.' : 'Interrupted. Nothing was changed.';
  return { message, remedy: `${again}.` };
}
