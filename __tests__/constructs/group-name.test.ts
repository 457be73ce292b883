import type { AuroraEngine } from '../../constructs/engine-version';
import { derivedNames, explicitNames, familySaid, isFamilyOf } from '../../constructs/resources/group-name';

const pg = 'aurora-postgresql';
const mysql = 'aurora-mysql';

describe('the name of a group in a family', () => {
  it.each<[AuroraEngine, string, string, string]>([
    [pg, 'orders-pg14-params', 'aurora-postgresql15', 'orders-pg15-params'],
    [pg, 'orders-pg15-params', 'aurora-postgresql15', 'orders-pg15-params'],
    [pg, 'orders-postgres14', 'aurora-postgresql16', 'orders-postgres16'],
    [pg, 'orders-postgresql-14-params', 'aurora-postgresql16', 'orders-postgresql-16-params'],
    [pg, 'pg14-orders-pg14', 'aurora-postgresql16', 'pg16-orders-pg16'],
    [mysql, 'orders-mysql57', 'aurora-mysql8.0', 'orders-mysql80'],
    [mysql, 'orders-mysql8-0-params', 'aurora-mysql8.4', 'orders-mysql8-4-params'],
    [mysql, 'orders-mysql-80', 'aurora-mysql8.4', 'orders-mysql-84'],
  ])('%s: %s in %s is %s', (engine, name, family, expected) => {
    const names = explicitNames(engine, name);
    expect(names.in(family)).toBe(expected);
    expect(expected).toMatch(new RegExp(names.pattern!));
    expect(name).toMatch(new RegExp(names.pattern!));
    expect(`${expected}x`).not.toMatch(new RegExp(names.pattern!));
  });

  it.each<[AuroraEngine, string]>([
    [pg, 'orders-params'],
    [pg, 'top100'],
    [pg, 'orders-pg141-params'],
    [pg, 'orders-mysql80'],
    [pg, 'orders-pg14-pg15-params'],
    [mysql, 'orders-pg14'],
    [mysql, 'orders-mysql801'],
  ])('%s: %s says no one family, and is the same in all', (engine, name) => {
    expect(familySaid(engine, name)).toBeUndefined();
    expect(explicitNames(engine, name).in('aurora-postgresql16')).toBe(name);
    expect(explicitNames(engine, name).pattern).toBeUndefined();
  });

  it('is taken literally from a map', () => {
    const names = explicitNames(pg, { 'aurora-postgresql14': 'a', 'aurora-postgresql15': 'b-pg14' });
    expect([14, 15, 16].map((major) => names.in(`aurora-postgresql${major}`))).toEqual(['a', 'b-pg14', undefined]);
    expect(names.pattern).toBeUndefined();
  });

  it('is derived of the whole identifier, even if that says a family', () => {
    const names = derivedNames(pg, 'orders-pg14', 'params');
    expect(names.in('aurora-postgresql15')).toBe('orders-pg14-pg15-params');
    expect('orders-pg14-pg15-params').toMatch(new RegExp(names.pattern!));
    expect('orders-pg15-pg15-params').not.toMatch(new RegExp(names.pattern!));
    expect(derivedNames(mysql, 'orders', 'params').in('aurora-mysql8.4')).toBe('orders-mysql84-params');
  });

  it.each<[AuroraEngine, string, boolean]>([
    [pg, 'aurora-postgresql15', true],
    [pg, 'pg15', false],
    [pg, 'aurora-mysql8.0', false],
    [mysql, 'aurora-mysql8.0', true],
    [mysql, 'aurora-mysql80', false],
  ])('%s: %s is a family: %s', (engine, text, expected) => {
    expect(isFamilyOf(engine, text)).toBe(expected);
  });
});
