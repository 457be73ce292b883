import type { RdsReads } from '../../scripts/aws/rds/rds-port';
import { engine } from '../../scripts/observed/observe-target';
import type { Sources } from '../../scripts/observed/sources';
import { notAbortable } from '../../scripts/runbook/abort/abortable';
import { versionsAfter } from '../../scripts/view/code-after';
import { phaseOf } from '../../scripts/view/phase';
import { majorUpgrade } from '../../scripts/view/target-groups';
import { pg, viewOf } from '../support/view-of';

/** AWS has such versions; no blue/green deployment can be made of them. */
const strange = '16.4-limitless';

const refused = expect.objectContaining({
  code: 'VERSION_UNREADABLE',
  message: expect.stringMatching(`^orders: "${strange}" is a version of Aurora PostgreSQL Limitless Database`),
});

it.each<[string, () => unknown]>([
  ['where the cluster stands', () => phaseOf(viewOf({ running: strange }))],
  ['whether the family changes', () => majorUpgrade(viewOf({ running: strange }))],
  [
    'what the code is to say of it, as the deployment names it',
    () => versionsAfter(viewOf({ finished: { origin: { fromVersion: strange } } }), pg('15.10')),
  ],
])('of a version that nobody can read is not decided %s', (_, decide) => {
  expect(decide).toThrow(refused);
});

it('what decides nothing by it goes on: an abort', () => {
  expect(notAbortable(viewOf({ running: strange, underway: {} }))).toBeUndefined();
});

it('no way leads over a version that nobody can read', async () => {
  const targets = new Map([
    ['15.6', [strange, '15.8']],
    [strange, ['17.4']],
    ['15.8', ['17.4', strange]],
  ]);
  const offered = [...targets].map(([version, names]) => ({
    version,
    family: '',
    validTargets: names.map((name) => ({ version: name, major: false })),
  }));
  const rds: Pick<RdsReads, 'offeredVersion' | 'offeredVersions'> = {
    offeredVersion: async (_, version) => offered.find((each) => each.version === version),
    offeredVersions: async () => offered,
  };
  const view = viewOf({ code: { engineVersion: '17.4' } });
  const { current, path } = await engine(view, { rds } as unknown as Sources);
  // What RDS offers is told as it says it.
  expect(current?.validTargets.map(({ version }) => version)).toEqual([strange, '15.8']);
  expect(path).toEqual(['15.6', '15.8', '17.4'].map(pg));
});
