import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsExecutable } from '../aws-executable';
import { cleanEnvironment } from '../run-command';

/** The AWS CLI, whose commands cost a quarter of a second instead of more than one. */
export interface WarmAws {
  /** In place of `aws`. */
  executable: string;
  stop(): void;
}

/**
 * Where the AWS CLI is a script of Python (1.x), its own code is loaded once, and each command is a fork of that process: the start
 * is nine tenths of what a command costs. Elsewhere it is the executable itself.
 * @param folder  for its socket and its script
 */
export async function startWarmAws(folder: string): Promise<WarmAws> {
  const python = interpreterOf(awsExecutable());
  if (python === undefined) return { executable: awsExecutable(), stop() {} };
  const socket = join(folder, 'aws.sock');
  const server = spawn(python, [join(__dirname, 'server.py'), socket], {
    env: cleanEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    server.stdout.once('data', () => resolve());
    server.once('error', reject);
    server.once('close', (code) => reject(new Error(`The warm AWS CLI ended with exit code ${code}.`)));
  });
  const executable = join(folder, 'warm-aws');
  const client = join(__dirname, 'client.py');
  writeFileSync(executable, `#!/bin/sh\nexec '${python}' -I -S '${client}' '${socket}' "$@"\n`, { mode: 0o755 });
  return { executable, stop: () => void server.stdin.end() };
}

/** Of a script's first line. */
function interpreterOf(file: string): string | undefined {
  const start = file.includes('/') ? readFileSync(file).subarray(0, 200).toString('latin1') : '';
  return /^#!(\S*\/python[\d.]*)\n/.exec(start)?.[1];
}
