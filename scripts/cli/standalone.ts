import { type Command, CommanderError } from 'commander';
import { ExitCode, UpgradeError } from '../runtime/errors';
import { fileSystemError } from '../runtime/file-system-error';
import { printableLines } from '../runtime/printable';
import { surviveLostReaders } from '../runtime/standard-streams';
import { enterAppFolder } from './app-folder';
import { commandOf, isCommand } from './commands';
import { helpAfter } from './help';
import { refuseLeftovers } from './npm-leftovers';
import { refuseOptionsAsNames } from './separator';

/** A command that reaches no cluster: it serves, measures or plays. Parses, loads what it needs, and runs it. */
export async function standalone<Options extends object>(
  program: Command,
  load: () => (options: Options) => unknown,
): Promise<void> {
  surviveLostReaders();
  program.helpOption('-h, --help', 'show this help').exitOverride();
  const name = commandOf(program.name());
  if (isCommand(name)) program.addHelpText('after', helpAfter(name));
  try {
    refuseLeftovers(program, process.argv.slice(2), process.env);
    refuseOptionsAsNames(program, process.argv.slice(2));
    program.parse(process.argv);
    // Which Node.js this runs on is settled in package.json; the SDK would say it again on every command.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
    enterAppFolder();
    await load()(program.opts<Options>());
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
      return;
    }
    const known = error instanceof UpgradeError ? error : fileSystemError(error);
    if (known === undefined) throw error;
    process.stderr.write(printableLines(`✘ ${known.message}\n  ${known.remedy}\n`));
    process.exitCode = known.exitCode;
  }
}
