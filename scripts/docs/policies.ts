import { policies } from '../policies/actions';
import { markdownCode } from '../text/markdown';
import { markdownTable } from './markdown-table';

/** Each action, and the policies that allow it: to the commands themselves, or to AWS on their behalf (`"Sid"` says so). */
export function actionsTable(): string {
  const statements = Object.entries(policies).flatMap(([policy, { Statement }]) =>
    Statement.map(({ Sid, Action }) => ({ policy, isOnBehalf: Sid.endsWith('OnBehalf'), actions: Action as string[] })),
  );
  const actions = [...new Set(statements.flatMap(({ actions }) => actions))].sort();
  const allowing = (action: string, onBehalf: boolean) =>
    statements
      .filter(({ actions, isOnBehalf }) => isOnBehalf === onBehalf && actions.includes(action))
      .map(({ policy }) => markdownCode(policy))
      .join(', ');
  return markdownTable(
    ['action', 'in', "in, for what AWS does on the caller's behalf"],
    actions.map((action) => [markdownCode(action), allowing(action, false), allowing(action, true)]),
  );
}
