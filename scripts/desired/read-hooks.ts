import { type HookCommand, type Hooks, isHookPoint } from '../../constructs/props/hook-props';
import { isRecord } from '../runtime/is-record';

/** `hooks` of an annotation, without points and fields of later releases; undefined if it is not what the construct writes. */
export function readHooks(value: unknown): Hooks | undefined {
  if (!isRecord(value)) return undefined;
  const read: Record<string, HookCommand> = {};
  for (const [point, hook] of Object.entries(value)) {
    if (!isHookPoint(point)) continue;
    const command = typeof hook === 'string' ? { command: hook } : hook;
    if (!isHookCommand(command)) return undefined;
    read[point] = command;
  }
  return read;
}

function isHookCommand(value: unknown): value is HookCommand {
  if (!isRecord(value)) return false;
  const { command, timeoutSeconds, env } = value;
  return (
    typeof command === 'string' &&
    command !== '' &&
    (timeoutSeconds === undefined || typeof timeoutSeconds === 'number') &&
    (env === undefined || (Array.isArray(env) && env.every((name) => typeof name === 'string')))
  );
}
