import { spawnSync } from 'node:child_process';

let found: string | undefined;

/** The AWS CLI itself: what pyenv puts before it takes as long again, each time. */
export function awsExecutable(): string {
  found ??= firstLineOf('pyenv', 'which', 'aws') ?? firstLineOf('sh', '-c', 'command -v aws') ?? 'aws';
  return found;
}

function firstLineOf(file: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync(file, args, { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0] : undefined;
}
