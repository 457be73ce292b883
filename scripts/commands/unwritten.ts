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
    message: `The code does not yet say what ${done!.join(', ')} ${done!.length === 1 ? 'runs' : 'run'}: the same edit also changes ${open!.join(', ')}, and is written with the last of them. Until then the guard stops deploys.`,
    remedy:
      `Continue: ${commandLine('upgrade', words(['--all']))}; or if that is not possible: ` +
      `${commandLine('abort', words(open!))}; then see the patch that gives each its own version: ${commandLine('reconcile', words(done!))}`,
  });
}
