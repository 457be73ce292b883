import { shellWord } from '../../constructs/shell-word';
import type { View } from '../view/view';

/** Section 8.3, where this run has written into the checkout: tracked files only, and git shows them before. */
export function commitCommand(view: View, message: string): string | undefined {
  const wrote = Object.values(view.memory.sent).some(({ kind }) => kind === 'edit of the code');
  if (!wrote || view.request.local === true) return undefined;
  return `git diff && git commit -am ${shellWord(message)}`;
}
