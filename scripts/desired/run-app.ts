import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UpgradeError } from '../runtime/errors';
import { runShell, type ShellResult } from '../runtime/run-shell';
import { type TemporaryFolder, temporaryFolder } from '../runtime/temporary-folder';
import { buildFirst, compiledApp } from './compiled-app';
import { type Project, readProject } from './project';
import { readStacks, type SynthesizedStack } from './read-stacks';
import { synthEnvironment } from './synth-environment';

interface RunAppOptions {
  /** Where `cdktf.json` is. Default: the current folder. */
  projectDirectory?: string;
  /**
   * Where the app writes; created if it is missing. Default: a new folder for temporary files. Never `cdktf.out` by itself:
   * a `cdktf deploy` may be running on that.
   */
  outputDirectory?: string;
  /** Milliseconds. Default 120 000. */
  timeout?: number;
  /** Default: this process's. */
  env?: NodeJS.ProcessEnv;
  /** Added to the app's context (`node.tryGetContext`). */
  context?: Record<string, unknown>;
  signal?: AbortSignal;
}

export interface SynthesizedApp {
  project: Project;
  /** Absolute. */
  outputDirectory: string;
  stacks: SynthesizedStack[];
  /** Removes the output folder if `runApp` chose it. */
  remove(): Promise<void>;
}

/**
 * Synthesizes the app in a process of its own, as `cdktf synth` does.
 * @throws UpgradeError NO_APP, BAD_CDKTF_JSON, SYNTH_FAILED, SYNTH_TIMEOUT, SYNTH_INCOMPLETE
 */
export async function runApp(options: RunAppOptions = {}): Promise<SynthesizedApp> {
  const { timeout = 120_000, env = process.env, context, signal } = options;
  const project = await readProject(options.projectDirectory ?? process.cwd());
  const { folder: outputDirectory, remove } = await outputFolder(project, options.outputDirectory);
  try {
    const result = await runShell(project.app, {
      cwd: project.directory,
      env: synthEnvironment(project, outputDirectory, env, context),
      timeout,
      signal,
    });
    if (result.kind !== 'exited' || result.code !== 0) throw synthError(project, result, timeout);
    return {
      project,
      outputDirectory,
      stacks: await readStacks(outputDirectory, { output: project.output, project: project.directory }),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Stacks of a former synthesis are removed first: an app that fails to write must not be answered with old ones. */
async function outputFolder(project: Project, wanted: string | undefined): Promise<TemporaryFolder> {
  if (wanted === undefined) return temporaryFolder('aurora-upgrade-synth');
  const folder = resolve(project.directory, wanted);
  await mkdir(folder, { recursive: true });
  await rm(join(folder, 'manifest.json'), { force: true });
  return { folder, remove: async () => {} };
}

function synthError(project: Project, result: ShellResult, timeout: number): UpgradeError {
  const command = `\`${project.app}\``;
  if (result.kind === 'timeout') {
    return new UpgradeError({
      code: 'SYNTH_TIMEOUT',
      message: `The app in ${project.directory} did not finish synthesizing within ${Math.round(timeout / 1000)} seconds.`,
      remedy: `Run ${command} there and find out what it waits for.`,
    });
  }
  const compiled = compiledApp(project);
  const ending = result.kind === 'exited' ? `exit code ${result.code}` : `signal ${result.signal}`;
  const output = tail(result.stderr.trim() || result.stdout.trim());
  const reason = firstError(output);
  if (compiled?.state === 'missing') {
    return new UpgradeError({
      code: 'SYNTH_FAILED',
      message: `The app in ${project.directory} runs ${compiled.file}, which does not exist: it is compiled from ${compiled.source}.`,
      remedy: buildFirst(compiled),
    });
  }
  return new UpgradeError({
    code: 'SYNTH_FAILED',
    message:
      `The app in ${project.directory} does not synthesize: ${reason ?? `it ended with ${ending}.`}` +
      (output === '' || output === reason ? '' : `\n\n${indent(reason === undefined ? output : stackOf(output))}`),
    remedy: `Run ${command} there and fix what it reports.`,
  });
}

/** What of a stack trace says something: `AuroraClusterError: …`; a compiler's `…with 1 error:` goes on in the next line. */
function firstError(output: string): string | undefined {
  const lines = output.split('\n');
  const thrown = /^(?:\w+ )*\w*Error(?: \[\w+\])?: (.+)$/;
  const at = lines.findIndex((line) => thrown.test(line));
  const message = thrown.exec(lines[at] ?? '')?.[1];
  const next = lines.slice(at + 1).find((line) => line.trim() !== '');
  const goesOn = message?.endsWith(':') && next !== undefined && !/^\s+at /.test(next);
  return goesOn ? `${message} ${next.trim()}` : message;
}

/** Where it was thrown, in code that the user can change; the sentence itself has been said. */
function stackOf(output: string): string {
  const frames = output.split('\n').filter((line) => /^\s+at /.test(line) && !/node_modules|\(?node:/.test(line));
  return frames.map((line) => line.trim()).join('\n');
}

const tail = (text: string) => text.split('\n').slice(-40).join('\n');

const indent = (text: string) => text.replace(/^(?=.)/gm, '    ');
