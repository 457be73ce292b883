import { commandLine } from '../../constructs/command-line';
import type { Report } from '../report/event';
import { nameOf } from '../workspace/shared-advice';
import type { SharedEdit } from '../workspace/shared-edit';
import type { Workspace } from '../workspace/workspace';

/** An upgrade that ends in the middle leaves clusters that are switched over, while their code waits for the others. */
export function tellUnwritten(
  { come, waitsFor }: SharedEdit,
  { clusters }: Workspace,
  local: boolean | undefined,
  report: Report,
): void {
  if (come.length === 0 || waitsFor.length === 0) return;
  const [done, open] = [come, waitsFor].map((all) => all.map((cluster) => nameOf(cluster, clusters)));
  const words = (names: string[]) => [...names, ...(local === true ? ['--local'] : [])];
  report({
    code: 'WARNING',
    id: 'CODE_WAITS',
    message: `The code does not say yet what ${done!.join(', ')} ${done!.length === 1 ? 'runs' : 'run'}: one edit changes ${open!.join(', ')} as well, and is written with the last. Until then the guard stops deploys.`,
    remedy:
      `Go on: ${commandLine('upgrade', words(['--all']))}. ` +
      `Where that cannot be: ${commandLine('abort', words(open!))}, then ${commandLine('reconcile', words(done!))}, which names the patch that gives a version of its own.`,
  });
}
