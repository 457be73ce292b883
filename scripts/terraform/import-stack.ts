import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { withTemporaryFolder } from '../runtime/temporary-folder';
import { readDiagnostics } from './diagnostics';
import { applyFailed, notFinished, type Unplanned } from './plan-result';
import { initStack } from './plan-stack';
import { copyStack, type ImportBlock } from './stack-copy';
import { runTerraform, terraformBinary } from './terraform';

interface ImportRequest {
  /** The synthesized `cdk.tf.json`, absolute. */
  stackFile: string;
  /** The local state that is made. */
  stateFile: string;
  imports: ImportBlock[];
  workDir?: string;
  env: Record<string, string | undefined>;
  signal?: AbortSignal;
}

type ImportResult =
  | { kind: 'imported' }
  | { kind: 'no-terraform' }
  | { kind: 'failed'; message: string; remedy: string };

/**
 * Imports what a stack describes into a local state of its own, with `import` blocks. It applies: some arguments are never read from
 * RDS (`skip_final_snapshot`), and only an apply writes them into the state. So it is only for the embedded RDS.
 */
export async function importStack(request: ImportRequest): Promise<ImportResult> {
  const stackFile = resolve(request.stackFile);
  if (request.workDir !== undefined) await mkdir(request.workDir, { recursive: true, mode: 0o700 });
  await mkdir(dirname(request.stateFile), { recursive: true, mode: 0o700 });
  return withTemporaryFolder(
    'aurora-upgrade-import',
    async (folder) => {
      const localState = { file: request.stateFile, imports: request.imports };
      await copyStack({ stackFile, stackDir: dirname(stackFile), folder, localState });
      const { env, signal } = request;
      const call = { dir: folder, env, signal, binary: terraformBinary({ ...process.env, ...env }) };
      const failure = await initStack(call, dirname(stackFile), 10 * 60_000);
      if (failure?.kind === 'no-terraform') return { kind: 'no-terraform' };
      if (failure !== undefined) return failed(failure);
      const args = ['apply', '-auto-approve', '-input=false', '-json'];
      const outcome = await runTerraform({ ...call, args, limit: 10 * 60_000 });
      if (outcome.kind !== 'exited') return failed(notFinished('apply', outcome));
      if (outcome.exitCode === 0) return { kind: 'imported' };
      const errors = readDiagnostics(outcome.stdout).filter(({ severity }) => severity === 'error');
      return failed(applyFailed(errors, outcome.exitCode, env));
    },
    request.workDir,
  );
}

const failed = ({ message, remedy }: Unplanned): ImportResult => ({ kind: 'failed', message, remedy });
