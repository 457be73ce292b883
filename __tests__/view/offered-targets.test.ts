import type { OfferedVersion } from '../../scripts/aws/rds/types';
import { mayBegin, offeredTargets } from '../../scripts/view/offered-targets';
import { viewOf } from '../support/view-of';

const same = { code: { engineVersion: '15.6' } };
const offered = (...versions: string[]): OfferedVersion => ({
  version: '15.6',
  family: 'aurora-postgresql15',
  validTargets: versions.map((version) => ({ version, major: false })),
});

test('only where production runs what the code says, and nothing of an upgrade is left', () => {
  expect(mayBegin(viewOf(same))).toBe(true);
  expect(mayBegin(viewOf({ code: { engineVersion: '15.10' } }))).toBe(false);
  expect(mayBegin(viewOf({ ...same, underway: {} }))).toBe(false);
  expect(mayBegin(viewOf({ ...same, finished: { origin: { toVersion: '15.6' } } }))).toBe(false);
  expect(mayBegin(viewOf({ code: { engineVersion: '15.6', previousEngineVersion: '15.4' } }))).toBe(false);
  expect(mayBegin(viewOf({ ...same, running: '15.10' }))).toBe(false);
});

test('in order, with the groups of the code; majors without groups apart; what cannot be read, or is no later, not at all', () => {
  const { ready, undeclared } = offeredTargets(viewOf(same), offered('16.4', '15.10', '15.7', '15.6', 'fifteen'));
  expect(ready.map(({ version }) => version.text)).toEqual(['15.7', '15.10']);
  expect(ready[0]?.groups.cluster?.family).toBe('aurora-postgresql15');
  expect(undeclared.map(({ text }) => text)).toEqual(['16.4']);
});

test('RDS offers nothing, or does not know the version that runs', () => {
  expect(offeredTargets(viewOf(same), undefined)).toEqual({ ready: [], undeclared: [] });
  expect(offeredTargets(viewOf(same), offered())).toEqual({ ready: [], undeclared: [] });
});
