import type { DesiredCluster } from '../../scripts/desired/desired-cluster';
import { hasSameHooks, hookNotes } from '../../scripts/versions/hook-notes';

const cluster = (hooks?: object) => ({ annotation: { hooks } }) as unknown as DesiredCluster;

test('a reviewer sees each hook that is added, changed or removed, with all that decides what is run', () => {
  const base = cluster({ verifyGreen: './a.sh', onFailure: { command: 'undo' }, afterSwitchover: 'same' });
  const head = cluster({
    verifyGreen: { command: './a.sh', timeoutSeconds: 9, env: ['PGUSER'] },
    atSwitchover: 'say',
    afterSwitchover: { command: 'same' },
  });
  expect(hookNotes({ base, head })).toEqual([
    'The hook verifyGreen changes from "./a.sh" to "./a.sh", at most 9 s, with PGUSER',
    'The hook atSwitchover is added: "say"',
    'The hook onFailure is removed: "undo"',
  ]);
  expect(hasSameHooks(base, head)).toBe(false);
});

test('the same hooks, however they are written, are no change', () => {
  expect(hasSameHooks(cluster({ onFailure: 'a' }), cluster({ onFailure: { command: 'a' } }))).toBe(true);
  expect(hookNotes({ base: cluster(), head: cluster() })).toEqual([]);
});
