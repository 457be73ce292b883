import { chosen, type UpgradeOptions } from '../../scripts/commands/upgrade-candidates';
import type { Workspace } from '../../scripts/workspace/workspace';
import { region } from '../support/created-cluster';
import { scenario } from '../support/scenario';

/** `--retry-switchover` covers what was cancelled before it was typed, however long its cluster takes to be opened. */
test('a run counts from when its command was typed, also of the last of several clusters', async () => {
  const it = await scenario();
  const cluster = it.code.cluster();
  const sources = await it.sources();
  const identity = { account: it.rds.world.account, arn: 'arn:aws:iam::123456789012:user/test' };
  const clock = { ...it.clock, now: () => it.clock.now(), at: (wall: number) => wall };
  const workspace = {
    clusters: [cluster, { ...cluster }],
    isLocal: false,
    async open() {
      // RDS does not answer for five minutes.
      it.pass(5);
      return { ...sources, clock, identity, region, target: {} };
    },
  } as unknown as Workspace;
  const context = { report: () => {}, signal: new AbortController().signal };
  const typedAt = it.clock.now();
  const options: UpgradeOptions = { all: true, retrySwitchover: true, switchoverTimeout: 300 };
  const candidates = await chosen(workspace, [], options, context, typedAt);
  expect(candidates.map(({ view }) => view.memory.askedAt)).toEqual([typedAt, typedAt]);
  expect(it.clock.now()).toBeGreaterThan(typedAt);
});
