import type { Command } from 'commander';
import { commandLine } from '../../constructs/command-line';
import { ExitCode, UpgradeError } from '../runtime/errors';
import { commandOf } from './commands';

/**
 * Only npm needs `--` before options, and removes it. To a command that is started without npm, what follows it are names:
 * `npx aurora-blue-green upgrade -- --plan` would look for a cluster called "--plan".
 */
export function refuseOptionsAsNames(program: Command, args: readonly string[]): void {
  const separator = args.indexOf('--');
  const option = separator < 0 ? undefined : args.slice(separator).find((word) => /^--?\w/.test(word));
  if (option === undefined) return;
  const words = args.filter((word) => word !== '--');
  throw new UpgradeError({
    code: 'USAGE',
    message: `After --, ${option} is a name and not an option. Nothing was done.`,
    remedy: `Type: ${commandLine(commandOf(program.name()), words)}`,
    exitCode: ExitCode.usage,
  });
}
