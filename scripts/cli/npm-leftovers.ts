import type { Command, Option } from 'commander';
import { ExitCode, UpgradeError } from '../runtime/errors';

/**
 * `npm run upgrade --plan`, without `--` before the option, gives the option to npm and not to the script: it would upgrade. npm
 * takes any option, known or not, and leaves it in the script's environment as `npm_config_…`
 * (https://docs.npmjs.com/cli/v11/commands/npm-run-script). Options that npm expands or renames leave other names.
 */
const traces: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // An abbreviation of --parseable to npm, which sets all three.
  plan: [['plan'], ['parseable', 'long', 'all']],
  // npm 11: an abbreviation of --token-description.
  to: [['to'], ['token_description']],
  head: [['head'], ['heading']],
  // Three of its short options: -s (silent), -c, -p (parseable).
  scp: [['scp'], ['loglevel=silent', 'parseable']],
};

/** Without these a command never does more; and an .npmrc may set them for npm's own sake. */
const harmless = new Set(['yes', 'json', 'all', 'help', 'live', 'verbose']);

/**
 * What asks for less than a run, in whatever command: whoever types `npm run reconcile --plan` does not mean it to write. `dry-run`
 * is an option of npm's own, of which npm says nothing.
 */
const asksForLess = ['plan', 'check', 'dry-run', 'until', 'to'];

/** Refuses to run without options that npm has taken for itself. `--local` leaves no trace, and is not found. */
export function refuseLeftovers(program: Command, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const script = env.npm_lifecycle_event ?? program.name();
  const lost = program.options.flatMap((option) => typedAgain(option, env) ?? []);
  if (lost.length === 0) refuseUnknown(program, script, env);
  if (lost.length === 0) return;
  const options = lost.map((each) => each.split(/[ =]/)[0]);
  throw new UpgradeError({
    code: 'USAGE',
    message: `npm took ${options.join(' and ')} for itself, because there is no -- before it: ${script} would run without. Nothing was done.`,
    // npm hands a value on as an argument: which of them it is nobody can tell.
    remedy: `Type: npm run ${[script, '--', ...(lost.some((each) => each.endsWith('>')) ? ['…'] : args), ...lost].join(' ')}`,
    exitCode: ExitCode.usage,
  });
}

/** npm has an option `--json` of its own, which an .npmrc may set: a script that reads JSON should know why there is none. */
export function tellLostJson(program: Command, env: NodeJS.ProcessEnv): void {
  const script = env.npm_lifecycle_event;
  if (script === undefined || leftFor(env, 'json') !== 'true') return;
  if (!program.options.some(({ long }) => long === '--json')) return;
  process.stderr.write(
    `! npm took --json for itself: what follows is not JSON. For JSON type: npm run ${script} -- --json\n`,
  );
}

function refuseUnknown(program: Command, script: string, env: NodeJS.ProcessEnv): void {
  const has = (long: string) => program.options.some((option) => option.long === long);
  const found = asksForLess.find((name) => isTraced(name, env) && !(has(`--no-${name}`) && leftFor(env, name) === ''));
  if (found === undefined) return;
  const typed = leftFor(env, found) === '' ? `--no-${found}` : `--${found}`;
  const instead = ['--plan', '--check'].find(has);
  throw new UpgradeError({
    code: 'USAGE',
    message: `npm took ${typed} for itself, and ${script} has no such option. Nothing was done.`,
    remedy: instead
      ? `To see what it would do, type: npm run ${script} -- ${instead}`
      : `See its options: npm run ${script} -- --help`,
    exitCode: ExitCode.usage,
  });
}

/** The option as it is to be typed; undefined where npm has left no trace of it. */
function typedAgain({ long, flags, required, optional }: Option, env: NodeJS.ProcessEnv): string | undefined {
  if (long === undefined || long === null) return undefined;
  const name = long.replace(/^--(no-)?/, '');
  if (harmless.has(name)) return undefined;
  const found = traceOf(name, env);
  if (found === undefined) return undefined;
  // An empty value is how npm says false: `--no-interlock` is another option than `--interlock`.
  const value = found.length > 1 ? 'true' : leftFor(env, found[0]!);
  if (found.length === 1 && !required && !optional && (value === '') !== long.startsWith('--no-')) return undefined;
  if (!required && !optional) return long;
  return value === 'true' || value === '' ? flags.split(', ').at(-1) : `${long} ${value}`;
}

const namesOf = (name: string) => traces[name] ?? [[name.replaceAll('-', '_')]];

const traceOf = (name: string, env: NodeJS.ProcessEnv) =>
  namesOf(name).find((all) => all.every((each) => isLeft(env, each, all.length > 1)));

const isTraced = (name: string, env: NodeJS.ProcessEnv) => traceOf(name, env) !== undefined;

const leftFor = (env: NodeJS.ProcessEnv, name: string) => env[`npm_config_${name.replaceAll('-', '_')}`];

/** `name` or `name=value`. */
function isLeft(env: NodeJS.ProcessEnv, trace: string, onlyTrue: boolean): boolean {
  const [name = '', value = 'true'] = trace.split('=');
  return onlyTrue ? leftFor(env, name) === value : leftFor(env, name) !== undefined;
}
