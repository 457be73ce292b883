import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { commandLine, commandName } from '../../constructs/command-line';
import { errorEvent } from '../report/error-event';
import type { Report } from '../report/event';
import { humanReport } from '../report/human';
import { ndjsonReport } from '../report/ndjson';
import { ExitCode } from '../runtime/errors';
import { interruptible } from '../runtime/interruptions';
import { exitFlushed, surviveLostReaders } from '../runtime/standard-streams';
import { enterAppFolder } from './app-folder';
import { asUpgradeError } from './as-upgrade-error';
import { type CommandName, commands } from './commands';
import { helpAfter } from './help';
import { interruption } from './interruption';
import { localByVariable, localVariable } from './local-variable';
import { refuseLeftovers, tellLostJson } from './npm-leftovers';
import { refuseOptionsAsNames } from './separator';
import { terminalLine } from './terminal-line';

/** Options that every command has. */
export interface CommonOptions {
  json?: boolean;
  local?: boolean;
  /** As AWS_UPGRADE_DEBUG, by which it is handed on. */
  debug?: boolean;
  /** False (`--no-live`): no line of the terminal renews itself. */
  live?: boolean;
  verbose?: boolean;
  yes?: boolean;
  /** Of the commands about clusters: only those of this region. */
  region?: string;
}

export interface CommandContext {
  report: Report;
  signal: AbortSignal;
}

export type Action<Options> = (names: string[], options: Options, context: CommandContext) => Promise<ExitCode>;

/** A command of this project, such as `upgrade [clusters] [options]`. */
export function command(name: CommandName): Command {
  return plainCommand(name)
    .usage(`[clusters...] [options]`)
    .argument('[clusters...]', 'cluster identifiers, or construct paths if those are ambiguous')
    .option('--region <region>', 'only clusters of this region; without names, all of them (with --yes, name them)')
    .option(
      '--local',
      `use the embedded RDS on this machine (${commandLine('local')}) and a copy of the code; or set ${localVariable}=1`,
    );
}

/** One that is not about clusters that it reaches: it reads code, or a plan. */
export function plainCommand(name: CommandName): Command {
  return new Command(commandName(name))
    .usage('[options]')
    .description(commands[name])
    .option('--json', 'NDJSON events on stdout instead of lines for people')
    .option('--verbose', 'also show whole lists, and AWS CLI commands for what is left to do by hand')
    .option('--no-live', 'no line that updates itself: each change is a new line with the time of day')
    .option(
      '--debug',
      'write each call to AWS and its answer to stderr, without secrets; AWS_UPGRADE_DEBUG=<file>: to that file',
    )
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', helpAfter(name))
    .showHelpAfterError('Run with --help to see the options.')
    .exitOverride();
}

/** Parses, runs, and turns the outcome into the process's exit code. It never leaves a rejected promise behind. */
export async function main<Options extends CommonOptions>(
  program: Command,
  argv: string[],
  load: () => Action<Options>,
): Promise<void> {
  surviveLostReaders();
  let names: string[] = [];
  try {
    refuseLeftovers(program, argv.slice(2), process.env);
    refuseOptionsAsNames(program, argv.slice(2));
  } catch (error) {
    process.exitCode = fail(error, new AbortController().signal, reporter({ json: argv.includes('--json') }), program);
    return;
  }
  try {
    program.action((given: string[]) => {
      names = given;
    });
    program.parse(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
    return;
  }
  const options = program.opts<Options>();
  if (program.options.some(({ long }) => long === '--local')) options.local ||= localByVariable(process.env);
  // Which Node.js this runs on is settled in package.json; the SDK would say it again on every command.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  if (options.debug === true) process.env.AWS_UPGRADE_DEBUG ||= '1';
  if (options.json !== true) tellLostJson(program, process.env);
  enterAppFolder();
  const report = reporter(options);
  const abort = interruptible();
  try {
    const action = load();
    process.exitCode = await action(names, options, { report, signal: abort.signal });
  } catch (error) {
    process.exitCode = fail(error, abort.signal, report, program);
  }
  // One signal is enough, whatever still listens or waits.
  if (abort.signal.aborted) exitFlushed(process.exitCode);
}

function fail(error: unknown, signal: AbortSignal, report: Report, program: Command): ExitCode {
  if (signal.aborted) {
    report({ code: 'ERROR', error: 'INTERRUPTED', ...interruption(program) });
    return ExitCode.interrupted;
  }
  const known = asUpgradeError(error);
  if (known !== undefined) {
    report(errorEvent(known));
    return known.exitCode;
  }
  report({
    code: 'ERROR',
    error: 'BUG',
    message: `This should not have happened: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    remedy: 'Please report it. The same command can be run again: it continues from the state of RDS.',
  });
  return ExitCode.failed;
}

function reporter({ json, live, verbose }: CommonOptions): Report {
  if (json === true) return ndjsonReport(process.stdout);
  return humanReport(process.stdout, process.stderr, { verbose, live: live === false ? undefined : terminalLine() });
}

/** For commander: an integer in a range, or a usage error. */
export function decimal(minimum: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text) || value < minimum) {
      throw new InvalidArgumentError(`It must be a number from ${minimum} on, such as 2.5.`);
    }
    return value;
  };
}

export function integer(minimum: number, maximum: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
      throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
    }
    return value;
  };
}
