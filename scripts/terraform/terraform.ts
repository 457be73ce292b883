import { type ChildProcess, spawn } from 'node:child_process';

export interface TerraformCall {
  args: string[];
  /** Working folder. */
  dir: string;
  /** Added to the environment of this process. */
  env?: Record<string, string | undefined>;
  /** Milliseconds; afterwards terraform is interrupted, so that it can give its lock back, then killed. */
  limit: number;
  signal?: AbortSignal;
  /** The file to execute; default `terraformBinary()`. */
  binary?: string;
}

/** Terraform's output, never shown as it is: it may contain passwords. */
export type TerraformResult =
  | { kind: 'absent'; binary: string }
  | { kind: 'timed-out'; limit: number }
  | { kind: 'interrupted' }
  | { kind: 'too-much-output'; limitBytes: number }
  | { kind: 'exited'; exitCode: number; stdout: string; stderr: string };

/** The binary that cdktf would use: `TERRAFORM_BINARY_NAME`, by default `terraform`. */
export function terraformBinary(env: Record<string, string | undefined> = process.env): string {
  return env.TERRAFORM_BINARY_NAME || 'terraform';
}

const outputLimit = 256 * 1024 * 1024;
const graceAfterInterrupt = 30_000;

/** Runs terraform once. Every way in which it can end is a result; nothing is echoed. */
export function runTerraform(call: TerraformCall): Promise<TerraformResult> {
  const env = terraformEnvironment(call.env);
  const binary = call.binary ?? terraformBinary(env);
  if (call.signal?.aborted) return Promise.resolve({ kind: 'interrupted' });
  return new Promise((resolve, reject) => {
    // In a group of its own: a terminal sends Ctrl-C to all in one, and terraform takes a second one for an order to stop without
    // giving its lock back (https://developer.hashicorp.com/terraform/cli/commands/apply). Now it gets one, from here.
    const child = spawn(binary, call.args, {
      cwd: call.dir,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: ownGroup,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    let ended: TerraformResult | undefined;
    let kill: NodeJS.Timeout | undefined;
    const stop = (reason: TerraformResult) => {
      if (ended) return;
      ended = reason;
      child.kill('SIGINT');
      kill = setTimeout(() => killGroup(child), graceAfterInterrupt);
    };
    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      size += chunk.length;
      if (size > outputLimit) stop({ kind: 'too-much-output', limitBytes: outputLimit });
      else into.push(chunk);
    };
    child.stdout.on('data', collect(out));
    child.stderr.on('data', collect(err));
    const timer = setTimeout(() => stop({ kind: 'timed-out', limit: call.limit }), call.limit);
    const abort = () => stop({ kind: 'interrupted' });
    call.signal?.addEventListener('abort', abort, { once: true });
    const settle = () => {
      clearTimeout(timer);
      clearTimeout(kill);
      call.signal?.removeEventListener('abort', abort);
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      settle();
      // ENOENT may also mean that the working folder is gone: that would be a bug of ours, but it reads the same.
      if (error.code === 'ENOENT' || error.code === 'EACCES') resolve({ kind: 'absent', binary });
      else reject(error);
    });
    child.on('close', (exitCode, signal) => {
      settle();
      if (ended) return resolve(ended);
      const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8');
      const code = exitCode ?? (signal === 'SIGINT' ? 130 : 137);
      resolve({ kind: 'exited', exitCode: code, stdout: text(out), stderr: text(err) });
    });
  });
}

const ownGroup = process.platform !== 'win32';

/** With its providers. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (ownGroup) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}

function terraformEnvironment(extra: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...extra,
    // https://developer.hashicorp.com/terraform/cli/config/environment-variables
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
  };
  // A data folder of the user's would be initialized for our copy; a log on stderr would hide what we look for there.
  for (const name of ['TF_DATA_DIR', 'TF_LOG', 'TF_LOG_CORE', 'TF_LOG_PROVIDER']) delete env[name];
  for (const [name, value] of Object.entries(env)) if (value === undefined) delete env[name];
  return env;
}
