import { EngineVersion, EngineVersionError, familyShort } from '../../constructs/engine-version';
import families from '../fixtures/engine-families.json';

const pg = (text: string) => EngineVersion.parse('aurora-postgresql', text);
const mysql = (text: string) => EngineVersion.parse('aurora-mysql', text);

describe('EngineVersion', () => {
  it.each([
    ['aurora-postgresql', '15.6', '15', 'aurora-postgresql15', 'pg15'],
    ['aurora-postgresql', '15.10', '15', 'aurora-postgresql15', 'pg15'],
    ['aurora-postgresql', '18.0', '18', 'aurora-postgresql18', 'pg18'],
    ['aurora-mysql', '5.7.mysql_aurora.2.11.2', '5.7', 'aurora-mysql5.7', 'mysql57'],
    ['aurora-mysql', '5.7.mysql_aurora.2.04.8.3', '5.7', 'aurora-mysql5.7', 'mysql57'],
    ['aurora-mysql', '8.0.mysql_aurora.3.08.0', '8.0', 'aurora-mysql8.0', 'mysql80'],
    ['aurora-mysql', '8.0.mysql_aurora.3.05.0.1', '8.0', 'aurora-mysql8.0', 'mysql80'],
    ['aurora-mysql', '8.4.mysql_aurora.8.4.7', '8.4', 'aurora-mysql8.4', 'mysql84'],
  ])('reads %s %s', (engine, text, major, family, short) => {
    const version = EngineVersion.parse(engine, text);
    expect(version).toMatchObject({ text, major, family, familyShort: short });
    expect(String(version)).toBe(text);
    expect(JSON.stringify({ version })).toBe(JSON.stringify({ version: text }));
  });

  it.each([
    ['aurora-postgresql', '15', /prefix.*would never be empty/, /such as "15.10"/],
    ['aurora-postgresql', '15.', /prefix/, /"15.10"/],
    ['aurora-postgresql', '15.x', /prefix/, /"15.10"/],
    ['aurora-postgresql', '15.06', /not an exact version/, /"15.10"/],
    ['aurora-postgresql', '9.6', /not an exact version/, /"15.10"/],
    ['aurora-postgresql', '9.6.22', /not an exact version/, /"15.10"/],
    ['aurora-postgresql', ' 15.6', /not an exact version/, /"15.10"/],
    ['aurora-postgresql', '', /not an exact version/, /"15.10"/],
    ['aurora-postgresql', '16.4-limitless', /Limitless/, /"16.4"/],
    ['aurora-mysql', '8.0', /prefix/, /3\.08\.0/],
    ['aurora-mysql', '8.0.mysql_aurora.3', /prefix/, /3\.08\.0/],
    ['aurora-mysql', '8.0.mysql_aurora.3.08', /prefix/, /3\.08\.0/],
    ['aurora-mysql', '8.0.36', /not an exact version/, /3\.08\.0/],
    ['aurora-mysql', '3.8.1', /not how AWS spells/, /^Write "8\.0\.mysql_aurora\.3\.08\.1"\.$/],
    ['aurora-mysql', '2.11.2', /not how AWS spells/, /^Write "5\.7\.mysql_aurora\.2\.11\.2"\.$/],
    ['aurora-mysql', '8.0.mysql_aurora.3.8.0', /not how AWS spells/, /^Write "8\.0\.mysql_aurora\.3\.08\.0"\.$/],
    ['aurora-mysql', '5.7.mysql_aurora.3.08.0', /not how AWS spells/, /^Write "8\.0\.mysql_aurora\.3\.08\.0"\.$/],
    ['postgres', '15.6', /"postgres" is not an Aurora engine/, /^Write "aurora-postgresql" if/],
    ['mysql', '8.0', /"mysql" is not an Aurora engine/, /^Write "aurora-mysql" if/],
    ['oracle-ee', '19', /not an Aurora engine/, /"aurora-postgresql" or "aurora-mysql"/],
  ])('refuses %s "%s"', (engine, text, message, remedy) => {
    const result = EngineVersion.read(engine, text);
    if (result.ok) throw new Error('accepted');
    expect(result.message).toMatch(message);
    expect(result.remedy).toMatch(remedy);
    expect(() => EngineVersion.parse(engine, text)).toThrow(EngineVersionError);
  });

  it('accepts every version of the published tables, with its family', () => {
    for (const [engine, versions] of Object.entries(families.engines)) {
      for (const [text, family] of versions) expect(EngineVersion.parse(engine, text!).family).toBe(family);
    }
  });

  it('orders versions by number, not by text', () => {
    const sorted = ['15.10', '16.1', '15.6', '14.22'].map(pg).sort((a, b) => a.compare(b));
    expect(sorted.map(String)).toEqual(['14.22', '15.6', '15.10', '16.1']);
    const aurora = ['8.4.mysql_aurora.8.4.7', '8.0.mysql_aurora.3.10.0', '8.0.mysql_aurora.3.05.0.1'].map(mysql);
    expect(aurora.sort((a, b) => a.compare(b)).map(String)).toEqual([
      '8.0.mysql_aurora.3.05.0.1',
      '8.0.mysql_aurora.3.10.0',
      '8.4.mysql_aurora.8.4.7',
    ]);
    expect(mysql('8.0.mysql_aurora.3.05.0').compare(mysql('8.0.mysql_aurora.3.05.0.1'))).toBeLessThan(0);
  });

  it.each([
    ['15.6', '15.10', false],
    ['15.6', '16.1', true],
    ['14.10', '16.4', true],
    ['16.1', '15.10', false],
  ])('%s to %s is a major upgrade: %s', (from, to, major) => {
    expect(pg(from).isMajorUpgrade(pg(to))).toBe(major);
  });

  it('equals by engine and text', () => {
    expect(pg('15.6').equals(pg('15.6'))).toBe(true);
    expect(pg('15.6').equals(pg('15.60'))).toBe(false);
    expect(pg('15.6').equals(mysql('8.4.mysql_aurora.8.4.7'))).toBe(false);
    expect(() => pg('15.6').compare(mysql('8.4.mysql_aurora.8.4.7'))).toThrow(/cannot be compared/);
  });

  it('shortens families to what a name may hold', () => {
    expect(familyShort('aurora-mysql8.0')).toBe('mysql80');
  });
});
