import { EngineVersion } from '../../constructs/engine-version';
import { catalogueVersions, engines, statusSource, targetsSource } from '../../scripts/engine-versions/catalogue';
import { familySupportEnd, versionSupportEnd } from '../../scripts/engine-versions/support';
import { judgeUpgrade } from '../../scripts/versions/judge-upgrade';
import { bundledKnowledge, type Knowledge, type KnownVersion } from '../../scripts/versions/knowledge';
import { describeSupport } from '../../scripts/versions/support-notes';

const version = (text: string) =>
  EngineVersion.parse(text.includes('mysql') ? 'aurora-mysql' : 'aurora-postgresql', text);

const judge = (from: string, to: string, knowledge: Knowledge) => {
  const asked = { by: 'engineVersion' as const, cluster: 'orders', from: version(from), to: version(to) };
  const { upgrade, refusals } = judgeUpgrade(asked, knowledge);
  return [upgrade.kind, upgrade.path, ...refusals.map(({ id }) => id)];
};

/** Only what a test says is known. */
const knowing = (versions: Record<string, KnownVersion>, running?: string): Knowledge => ({
  kind: 'aws',
  name: 'AWS in eu-west-1',
  version: ({ text }) => versions[text],
  ...(running === undefined ? {} : { running: version(running) }),
});

const known = {
  '13.12': { targets: ['13.15', '16.4'] },
  '13.15': {},
  '14.9': { targets: [] },
  '16.4': { targets: ['16.6'] },
};

it.each<[string, string, string[]]>([
  ['13.12', '13.15', ['minor', 'valid']],
  ['13.12', '16.4', ['major', 'valid']],
  ['13.12', '14.9', ['major', 'refused', 'NOT_A_TARGET']],
  ['13.12', '13.99', ['minor', 'refused', 'VERSION_UNKNOWN']],
  ['13.15', '16.4', ['major', 'unknown']],
  ['13.11', '16.4', ['major', 'unknown']],
  ['14.9', '16.4', ['major', 'refused', 'NOT_A_TARGET']],
  ['16.4', '16.6', ['minor', 'refused', 'VERSION_UNKNOWN']],
  ['13.15', '13.12', ['downgrade', 'refused', 'DOWNGRADE']],
  ['16.4', '13.99', ['downgrade', 'refused', 'DOWNGRADE']],
])('%s to %s: %j', (from, to, expected) => {
  expect(judge(from, to, knowing(known))).toEqual(expected);
});

it.each<[string, string, string, string[]]>([
  ['16.4', '13.12', '13.12', ['downgrade', 'running']],
  ['13.12', '16.4', '16.4', ['major', 'running']],
  ['16.4', '13.12', '16.4', ['downgrade', 'refused', 'DOWNGRADE']],
])('%s to %s while AWS runs %s: %j', (from, to, running, expected) => {
  expect(judge(from, to, knowing(known, running))).toEqual(expected);
});

it.each<[string, string, string[]]>([
  ['15.6', '15.10', ['minor', 'valid']],
  ['14.10', '15.5', ['major', 'valid']],
  // Skipping majors, where the list has it.
  ['13.12', '16.8', ['major', 'valid']],
  ['15.6', '15.99', ['minor', 'refused', 'VERSION_UNKNOWN']],
  ['14.11', '15.7', ['major', 'refused', 'NOT_A_TARGET']],
  // The newest of its major has no row in the table.
  ['17.10', '18.4', ['major', 'unknown']],
  ['8.0.mysql_aurora.3.08.0', '8.0.mysql_aurora.3.10.0', ['minor', 'unknown']],
  ['5.7.mysql_aurora.2.11.2', '8.0.mysql_aurora.3.04.1', ['major', 'valid']],
  // What an answer of one day in 2024 lacks may have come since.
  ['5.7.mysql_aurora.2.11.2', '5.7.mysql_aurora.2.12.4', ['minor', 'unknown']],
  ['8.0.mysql_aurora.3.04.4', '8.0.mysql_aurora.3.10.2', ['minor', 'valid']],
  ['8.0.mysql_aurora.3.04.4', '8.0.mysql_aurora.3.10.3', ['minor', 'unknown']],
  // Neither "any higher number" nor "any later release" holds, so nothing is derived.
  ['8.0.mysql_aurora.3.04.3', '8.0.mysql_aurora.3.05.2', ['minor', 'unknown']],
  ['8.0.mysql_aurora.3.10.2', '8.4.mysql_aurora.8.4.7', ['major', 'unknown']],
  // Empty on the day of its release: no row says so.
  ['8.4.mysql_aurora.8.4.7', '8.4.mysql_aurora.8.4.8', ['minor', 'unknown']],
  ['5.7.mysql_aurora.2.11.2', '8.4.mysql_aurora.8.4.7', ['major', 'unknown']],
])('the bundled data says of %s to %s: %j', (from, to, expected) => {
  expect(judge(from, to, bundledKnowledge)).toEqual(expected);
});

it('the bundled data cites a source for every list and every date, and no list without one', () => {
  for (const engine of engines) {
    for (const { version, targets, status } of catalogueVersions(engine)) {
      const read = EngineVersion.parse(engine, version);
      if (targets !== null) expect(targetsSource(engine, version)).toHaveProperty('asOf');
      if (status !== undefined) expect(statusSource(engine, version)).toHaveProperty('asOf');
      for (const end of [versionSupportEnd(read), familySupportEnd(read)]) {
        if (end !== undefined)
          expect(end).toMatchObject({ ends: expect.stringMatching(/\d{4}/), source: expect.anything() });
      }
    }
  }
});

it.each([
  ['2026-11-30', '2026-11-29T23:00:00Z', 'ends'],
  ['2026-11-30', '2026-11-30T23:00:00Z', 'ends'],
  ['2026-11-30', '2026-12-01T00:00:00Z', 'ended'],
  ['May 2026', '2026-05-31T12:00:00Z', 'ends'],
  ['May 2026', '2026-06-01T00:00:00Z', 'ended'],
])('support until %s, seen at %s, %s', (ends, now, word) => {
  expect(describeSupport({ of: '15.6', ends, source: 'AWS, 2026' }, new Date(now))).toBe(
    `Standard support of 15.6 ${word} ${ends} (AWS, 2026).`,
  );
});
