import { EngineVersion } from '../../constructs/engine-version';
import type { AppFile } from '../../scripts/checkout/app-files';
import type { VersionName } from '../../scripts/desired/code-versions';
import { Markers } from '../../scripts/rewriter/find/markers';

const file: AppFile = { path: 'a.ts', text: '', bytes: Buffer.from('') };
const mark = (says?: string, name: VersionName = 'engineVersion') => ({
  name,
  says,
  file,
  start: 0,
  end: 0,
  open: '',
  close: '',
});
const postgres = new Markers(['15.6', '15.10', '16.4'], { engineVersion: '15.6' });
const mysql = new Markers(['8.0.mysql_aurora.3.08.0', '8.0.mysql_aurora.3.08.2', '8.0.mysql_aurora.3.10.1'], {
  engineVersion: '8.0.mysql_aurora.3.08.0',
});

it.each<[string, string[]]>([
  [
    'aurora-postgresql',
    [
      postgres.of(mark(undefined, 'previousEngineVersion'), 900),
      postgres.of(mark('15.6'), 900),
      postgres.of(mark('15.10'), 0),
      postgres.of(mark(undefined, 'upgradeTo'), 0),
      postgres.of(mark('16.4'), 0),
    ],
  ],
  [
    'aurora-mysql',
    [
      mysql.of(mark('8.0.mysql_aurora.3.08.0'), 900),
      mysql.of(mark('8.0.mysql_aurora.3.08.2'), 0),
      '8.0.mysql_aurora.3.10.1',
      mysql.of(mark('8.0.mysql_aurora.3.10.1'), 0),
    ],
  ],
])('%s: exact versions in the order of those that they stand for', (engine, versions) => {
  const parsed = versions.map((version) => EngineVersion.parse(engine, version));
  expect([...parsed].sort((a, b) => a.compare(b))).toEqual(parsed);
  expect(new Set(versions).size).toBe(versions.length);
});

it('a marker of one version does not get in the way of another form', () => {
  expect(postgres.besides(['15.6'])).toEqual(['15.10']);
  expect(mysql.besides(['8.0.mysql_aurora.3.10.1'])).toEqual([]);
});
