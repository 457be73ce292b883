import {
  catalogueVersions,
  compare,
  defaultVersion,
  families,
  familyOf,
  findCatalogueVersion,
  validUpgradeTargets,
} from '../../scripts/engine-versions/catalogue';
import versions from '../../scripts/engine-versions/catalogue.json';
import { seenPairSource, seenTargets } from '../../scripts/engine-versions/seen-pairs';

describe('engine versions', () => {
  it('each name a source that is in the list', () => {
    const sources = Object.keys(versions.sources);
    const used = Object.values(versions.engines).flatMap((engine) => [
      engine.defaultVersionSource,
      ...Object.values(engine.versions).flatMap((row) => Object.values(row.sources)),
    ]);
    expect(used.filter((source) => !sources.includes(source))).toEqual([]);
  });

  it('have targets that are versions themselves, later than they are', () => {
    for (const engine of ['aurora-postgresql', 'aurora-mysql']) {
      for (const { version, targets } of catalogueVersions(engine)) {
        for (const target of targets ?? []) {
          expect(findCatalogueVersion(engine, target)).toBeDefined();
          expect(compare(target, version)).toBeGreaterThan(0);
        }
      }
    }
  });

  it.each([
    ['15.6', '15.10', false],
    ['14.10', '15.5', true],
    ['14.10', '16.1', true],
  ])('%s can become %s', (from, to, isMajor) => {
    expect(validUpgradeTargets('aurora-postgresql', from)).toContainEqual({ version: to, isMajor });
  });

  it.each([
    ['aurora-postgresql', '18.6'],
    ['aurora-postgresql', '15.18'],
    ['aurora-mysql', '8.0.mysql_aurora.3.08.0'],
    ['aurora-postgresql', '15.99'],
    ['mysql', '8.0.35'],
  ])('of %s %s no source names a target: unknown, not none', (engine, version) => {
    expect(validUpgradeTargets(engine, version)).toBeNull();
  });

  it('are ordered by number', () => {
    const fifteen = catalogueVersions('aurora-postgresql')
      .map(({ version }) => version)
      .filter((version) => version.startsWith('15.'));
    expect(fifteen.slice(0, 3)).toEqual(['15.2', '15.3', '15.4']);
    expect(fifteen.indexOf('15.10')).toBeGreaterThan(fifteen.indexOf('15.8'));
  });

  it('keep no list that is empty: what a newest release lacked on its day says nothing about today', () => {
    for (const engine of ['aurora-postgresql', 'aurora-mysql']) {
      expect(catalogueVersions(engine).filter(({ targets }) => targets?.length === 0)).toEqual([]);
    }
  });

  it.each([
    ['8.0.mysql_aurora.3.04.4', ['8.0.mysql_aurora.3.10.2']],
    ['5.7.mysql_aurora.2.10.0', ['5.7.mysql_aurora.2.10.1', '8.0.mysql_aurora.3.01.0']],
    ['8.0.mysql_aurora.3.07.1', []],
  ])('upgrades of %s that a source shows: %j, each cited', (from, expected) => {
    const seen = seenTargets('aurora-mysql', from).map(({ version }) => version);
    expect(seen).toEqual(expected);
    for (const to of seen) expect(seenPairSource('aurora-mysql', from, to)).toHaveProperty('asOf');
  });

  it('every seen pair goes upwards between known versions, of a version without a whole list', () => {
    for (const { version } of catalogueVersions('aurora-mysql')) {
      const seen = seenTargets('aurora-mysql', version);
      if (seen.length > 0) expect(validUpgradeTargets('aurora-mysql', version)).toBeNull();
      for (const target of seen) {
        expect(findCatalogueVersion('aurora-mysql', target.version)).toBeDefined();
        expect(compare(target.version, version)).toBeGreaterThan(0);
        expect(target.isMajor).toBe(version.startsWith('5.7') && target.version.startsWith('8.0'));
      }
    }
  });

  it('belong to families', () => {
    expect(familyOf('aurora-postgresql', '15.10')).toBe('aurora-postgresql15');
    expect(familyOf('aurora-mysql', '8.0.mysql_aurora.3.08.0')).toBe('aurora-mysql8.0');
    expect(familyOf('aurora-postgresql', '15')).toBeUndefined();
    expect(families()).toHaveLength(11);
    expect(defaultVersion('aurora-postgresql')).toBe('17.7');
    expect(defaultVersion('toString')).toBeUndefined();
  });
});
