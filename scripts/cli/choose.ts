import { ask } from './ask';

interface Choice<T> {
  /** What may be typed in place of its number. */
  name: string;
  /** What stands behind the name. */
  what?: string;
  value: T;
}

/** An empty answer, and Ctrl-D. */
type Picked<T> = { kind: 'picked'; value: T } | { kind: 'none' } | { kind: 'unclear' };

/** After these answers that mean none of them, nothing is chosen. */
const mostAnswers = 3;

/**
 * Has one of a list chosen, by its number or its name. Only where somebody can answer (`interactive`).
 * @param none  what an empty answer does: `does nothing`
 * @returns undefined where nothing was chosen
 */
export async function choose<T>(
  title: string,
  choices: readonly Choice<T>[],
  none: string,
  signal?: AbortSignal,
): Promise<T | undefined> {
  const list = [title, ...listed(choices)].join('\n');
  for (let answers = 0; answers < mostAnswers; answers += 1) {
    const text = answers === 0 ? list : 'That is not in the list.';
    const answer = await ask(`${text}\nNumber or name (Enter ${none}): `, signal);
    const picked = pick(choices, answer);
    if (picked.kind === 'picked') return picked.value;
    if (picked.kind === 'none') return undefined;
  }
  return undefined;
}

/** `  1  15.7   groups …` */
export function listed(choices: readonly Choice<unknown>[]): string[] {
  const numbers = `${choices.length}`.length;
  const names = Math.max(...choices.map(({ name }) => name.length));
  return choices.map(({ name, what = '' }, index) =>
    `  ${`${index + 1}`.padStart(numbers)}  ${name.padEnd(names)}  ${what}`.trimEnd(),
  );
}

/** A name before a number, and no beginning of a name: what was meant must be there in full. */
export function pick<T>(choices: readonly Choice<T>[], answer: string): Picked<T> {
  if (answer === '') return { kind: 'none' };
  const named = choices.filter(({ name }) => name.toLowerCase() === answer.toLowerCase());
  if (named.length > 1) return { kind: 'unclear' };
  const chosen = named[0] ?? (/^[1-9]\d{0,3}$/.test(answer) ? choices[Number(answer) - 1] : undefined);
  return chosen === undefined ? { kind: 'unclear' } : { kind: 'picked', value: chosen.value };
}
