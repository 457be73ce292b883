import { shellWord } from '../../constructs/shell-word';
import type { View } from '../view/view';

/** The command that commits what this run has written into the checkout: tracked files only, and git shows them before. */
export function commitAdvice(view: View, message: string): string | undefined {
  const wrote = Object.values(view.memory.sent).some(({ kind }) => kind === 'edit of the code');
  if (!wrote || view.request.local === true) return undefined;
  return `git diff && git commit -am ${shellWord(message)}`;
}
