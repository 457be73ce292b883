import { commitCommand } from '../../scripts/commands/commit-command';
import { describeEdit } from '../../scripts/view/code-after';
import { viewOf } from '../support/view-of';

const [bump] = describeEdit({ engineVersion: '15.6' }, { engineVersion: '15.10' }) as [string];
const [forget] = describeEdit({ engineVersion: '16.6', previousEngineVersion: '15.10' }, { engineVersion: '16.6' }) as [
  string,
];
const sent = (line: string) => ({ [line]: { at: 0, accepted: 1 } });

test.each([
  ['a version was written', bump, {}, true],
  ['the previous version was removed', forget, {}, true],
  ['only RDS was changed', 'delete orders-old1', {}, false],
  ['--local leaves the checkout as it is', bump, { local: true }, false],
])('%s', (_, line, request, isThere) => {
  const view = viewOf({ request, memory: { sent: sent(line) as never } });
  expect(commitCommand(view, 'Update orders')).toBe(isThere ? "git diff && git commit -am 'Update orders'" : undefined);
});
