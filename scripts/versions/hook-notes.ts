import { type HookCommand, hookPoints } from '../../constructs/props/hook-props';
import type { DesiredCluster } from '../desired/desired-cluster';

interface Ends {
  base?: DesiredCluster;
  head?: DesiredCluster;
}

/** What a branch makes the commands run: whoever reviews it consents to that. The bytes of files are in the diff of the branch itself. */
export function hookNotes({ base, head }: Ends): string[] {
  if (head === undefined) return [];
  return hookPoints.flatMap((point) => {
    const [before, after] = [textOf(base, point), textOf(head, point)];
    if (before === after) return [];
    if (after === undefined) return [`The hook ${point} is removed: ${before}`];
    return [
      before === undefined
        ? `The hook ${point} is added: ${after}`
        : `The hook ${point} changes from ${before} to ${after}`,
    ];
  });
}

export const hasSameHooks = (base: DesiredCluster, head: DesiredCluster) =>
  hookPoints.every((point) => textOf(base, point) === textOf(head, point));

/** Everything that decides what is run. */
function textOf(cluster: DesiredCluster | undefined, point: (typeof hookPoints)[number]): string | undefined {
  const hook = cluster?.annotation.hooks?.[point];
  if (hook === undefined) return undefined;
  const { command, timeoutSeconds, env = [] }: HookCommand = typeof hook === 'string' ? { command: hook } : hook;
  const limit = timeoutSeconds === undefined ? '' : `, at most ${timeoutSeconds} s`;
  return `"${command}"${limit}${env.length === 0 ? '' : `, with ${env.join(', ')}`}`;
}
