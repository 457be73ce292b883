import { commitAdvice } from '../../scripts/commands/commit-advice';
import { given } from '../../scripts/runtime/given';
import type { ActKind } from '../../scripts/view/memory';
import { viewOf } from '../support/view-of';

const sent = (line: string, kind?: ActKind) => ({
  [line]: { last: 0, accepted: 1, unanswered: 0, ...given({ kind }) },
});

test.each([
  ['a version was written', 'edit of the code', {}, true],
  ['only RDS was changed', undefined, {}, false],
  ['--local leaves the checkout as it is', 'edit of the code', { local: true }, false],
] as const)('%s', (_, kind, request, isThere) => {
  const view = viewOf({ request, memory: { sent: sent('an act', kind) } });
  expect(commitAdvice(view, 'Update orders')).toBe(isThere ? "git diff && git commit -am 'Update orders'" : undefined);
});
