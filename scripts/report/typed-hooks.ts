import type { View } from '../view/view';

/** What `--hook` gave this run, `verifyGreen=./smoke.sh` each: the code says another command there, or none. */
export function typedHooks({ request, desired }: View): string[] {
  return (request.hooks ?? []).flatMap(({ point, command }) => {
    const inCode = desired.annotation.hooks?.[point];
    const said = typeof inCode === 'string' ? inCode : inCode?.command;
    return said === command ? [] : [`${point}=${command}`];
  });
}
