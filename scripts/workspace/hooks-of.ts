import { type HookCommand, type HookPoint, hookPoints, isHookPoint } from '../../constructs/props/hook-props';
import { namedFiles } from '../checkout/named-files';
import type { DesiredCluster } from '../desired/desired-cluster';
import { ExitCode, UpgradeError } from '../runtime/errors';
import { type Hook, hookTimeout } from '../view/hooks';

/**
 * The hooks of a run: those of the code, and point by point those of `--hook` in their place, each with the bytes of the files that it
 * names, as they are now.
 * @throws UpgradeError USAGE
 */
export function hooksOf(
  { annotation }: Pick<DesiredCluster, 'annotation'>,
  typed: readonly string[] = [],
  points: readonly HookPoint[] = hookPoints,
  folder: string = process.cwd(),
): Hook[] {
  const inCode = annotation.hooks ?? {};
  const given = typedHooks(typed, points);
  return points.flatMap((point) => {
    const command = given.get(point);
    // A command in place of another keeps what the code says of the point: its limit and its variables.
    const hook = command === undefined ? inCode[point] : { ...objectOf(inCode[point]), command };
    return hook === undefined ? [] : [hookOf(point, objectOf(hook), folder)];
  });
}

const objectOf = (hook: string | HookCommand | undefined): HookCommand =>
  typeof hook === 'string' ? { command: hook } : (hook ?? { command: '' });

const hookOf = (
  point: HookPoint,
  { command, timeoutSeconds = hookTimeout, env = [] }: HookCommand,
  folder: string,
) => ({
  point,
  command,
  timeoutSeconds,
  env: [...env],
  ...namedFiles(folder, command),
});

/** `verifyGreen=./smoke.sh`; the command may hold further `=`. */
function typedHooks(typed: readonly string[], points: readonly HookPoint[]): Map<HookPoint, string> {
  const hooks = new Map<HookPoint, string>();
  for (const text of typed) {
    const at = text.indexOf('=');
    const point = at < 0 ? text : text.slice(0, at);
    const command = at < 0 ? '' : text.slice(at + 1).trim();
    if (!isHookPoint(point)) throw wrong(text, `There is no hook "${point}".`, `Hooks are ${hookPoints.join(', ')}.`);
    if (!points.includes(point))
      throw wrong(text, `This command never runs ${point}.`, `It runs ${points.join(', ')}.`);
    if (command === '') throw wrong(text, 'It has no command.', `Write --hook ${point}=./script.sh`);
    if (hooks.has(point)) throw wrong(text, `${point} was given before.`, 'Give each hook once; join commands by &&.');
    hooks.set(point, command);
  }
  return hooks;
}

const wrong = (text: string, message: string, remedy: string) =>
  new UpgradeError({ code: 'USAGE', message: `--hook ${text}: ${message}`, remedy, exitCode: ExitCode.usage });
