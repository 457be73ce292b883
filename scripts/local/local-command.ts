import { dirname, resolve } from 'node:path';
import { runApp, type SynthesizedApp } from '../desired/run-app';
import { type EmbeddedRdsServer, openEmbeddedRds, startEmbeddedRds } from '../embedded-rds/embedded-rds';
import { specification } from '../embedded-rds/specification';
import { ExitCode, UpgradeError } from '../runtime/errors';
import { interruptible } from '../runtime/interruptions';
import { isRecord } from '../runtime/is-record';
import { exitFlushed } from '../runtime/standard-streams';
import { wrappedFor } from '../text/wrap';
import { makeStateDirectory } from '../workspace/local-mode';
import { continuedWorld } from './continued-world';
import { dataFolder } from './data-folder';
import { databases } from './databases';
import { type LocalOptions, localDefaults } from './local-options';
import { policiesOf } from './policies-of';
import { seedFromCode } from './seed-from-code';

/** `npm run local`: serves until it is interrupted. */
export async function localCommand(options: LocalOptions): Promise<void> {
  const { signal } = interruptible();
  let server: EmbeddedRdsServer;
  try {
    server = await start(options, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    process.stderr.write('\nInterrupted while it was starting: nothing runs.\n');
    return exitFlushed(ExitCode.interrupted);
  }
  signal.addEventListener('abort', () => void server.close().then(() => process.exit(ExitCode.done)));
  // Last: whoever reads it may already end it.
  announce(server, options);
}

/** Interrupted, it ends at its next step: then nothing of it is left. */
async function start(options: LocalOptions, signal: AbortSignal): Promise<EmbeddedRdsServer> {
  const stateFile = resolve(options.state);
  const faults = options.fault.map(readFault);
  // Tried on a world that nobody sees: a rule that is wrong must not leave a server or a state behind.
  for (const fault of faults) openEmbeddedRds().control('POST faults', fault);
  const policies = policiesOf(options);
  const app = options.empty === true ? undefined : await runApp({ signal });
  try {
    signal.throwIfAborted();
    makeStateDirectory(dirname(stateFile));
    const tell = (sentence: string) => process.stderr.write(`${wrappedFor(process.stderr, sentence)}\n`);
    const server = await startEmbeddedRds({
      port: options.port,
      speed: options.speed,
      stateFile,
      reset: options.reset,
      policies,
      tell,
      ...(options.data && { data: dataFolder(stateFile) }),
    });
    try {
      signal.throwIfAborted();
      await fill(server, options, app, faults);
      signal.throwIfAborted();
      return server;
    } catch (error) {
      // A listening server would keep the process alive behind its own error message.
      await server.close();
      throw error;
    }
  } finally {
    await app?.remove();
  }
}

async function fill(
  server: EmbeddedRdsServer,
  options: LocalOptions,
  app: SynthesizedApp | undefined,
  faults: Record<string, unknown>[],
): Promise<void> {
  // Not the file's existence: a start that failed, on a port that was taken, leaves one with nothing in it.
  const fresh = Object.keys(server.world.regions).length === 0;
  if (app !== undefined && fresh) {
    for (const cluster of seedFromCode(server.world, app.stacks, server.clock.now())) say(`up: ${cluster}\n`);
    await server.settled();
  } else if (!fresh) {
    say(continuedWorld(server, options));
  }
  for (const fault of faults) server.control('POST faults', fault);
}

function readFault(text: string): Record<string, unknown> {
  const rule = parsed(text);
  if (isRecord(rule)) return rule;
  throw new UpgradeError({
    code: 'BAD_FAULT',
    message: `--fault is not a JSON object: ${text}`,
    remedy: `Write a rule as ${specification} shows them.`,
    exitCode: ExitCode.usage,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const say = (text: string) => process.stdout.write(wrappedFor(process.stdout, text));

const paces = new Map([
  [0, 'on a stepped clock'],
  [1, 'in real time'],
  [Number.POSITIVE_INFINITY, 'without waiting: whatever takes time is over at the next call'],
]);

function announce(server: EmbeddedRdsServer, { port, speed, policy, scp }: LocalOptions): void {
  const pace = paces.get(speed) ?? `${speed} times as fast as real time`;
  say(`The embedded RDS (not AWS) answers at ${server.endpoint}, account ${server.world.account}, ${pace}.
${policy.length + scp.length === 0 ? '' : `Its callers may do what is allowed by ${[...policy, ...scp].join(', ')}.\n`}
${databases(server.world)}Point anything at it:
  export AWS_ENDPOINT_URL=${server.endpoint} AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local
or use --local with the commands of this project${port === localDefaults.port ? '' : ', which then need that AWS_ENDPOINT_URL'}. Ctrl-C stops it.
`);
}
