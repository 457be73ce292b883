import { instanceClassesOf } from '../../../scripts/embedded-rds/data/instance-classes';
import { findParameter, isGone, parametersOf } from '../../../scripts/embedded-rds/data/parameters';
import parameters from '../../../scripts/embedded-rds/data/parameters.json';

describe('parameters', () => {
  it('each name a source that is in the list', () => {
    const sources = Object.keys(parameters.sources);
    const used = [
      ...Object.values(parameters.families).flatMap((rows) => Object.values(rows).map(({ source }) => source)),
      ...parameters.changes.map(({ source }) => source),
    ];
    expect([...new Set(used)].filter((source) => !sources.includes(source))).toEqual([]);
  });

  it.each(['11', '12', '13', '14', '15', '16', '17', '18'])(
    'of aurora-postgresql%s have logical replication as static',
    (major) => {
      expect(findParameter(`aurora-postgresql${major}`, 'rds.logical_replication')).toMatchObject({
        applyType: 'static',
        default: '0',
        level: 'cluster',
        modifiable: true,
      });
    },
  );

  it.each([
    ['aurora-postgresql16', 'rds.force_ssl', '0'],
    ['aurora-postgresql17', 'rds.force_ssl', '1'],
    ['aurora-postgresql18', 'rds.force_ssl', '1'],
    ['aurora-postgresql18', 'max_parallel_workers_per_gather', '0'],
    ['aurora-mysql5.7', 'binlog_format', 'OFF'],
    ['aurora-mysql8.4', 'binlog_format', undefined],
    ['aurora-mysql8.4', 'require_secure_transport', 'ON'],
  ])('%s: the default of %s is %p', (family, name, value) => {
    expect(findParameter(family, name)?.default).toBe(value);
  });

  it.each([
    ['aurora-postgresql14', 'rds.pg_stat_ramdisk_size', false],
    ['aurora-postgresql15', 'rds.pg_stat_ramdisk_size', true],
    ['aurora-postgresql17', 'rds.pg_stat_ramdisk_size', true],
    ['aurora-mysql5.7', 'tx_isolation', false],
    ['aurora-mysql8.4', 'tx_isolation', true],
    ['aurora-mysql8.0', 'rds.pg_stat_ramdisk_size', false],
  ])('%s: %s is gone: %p', (family, name, gone) => {
    expect(isGone(family, name)).toBe(gone);
    if (gone) expect(findParameter(family, name)).toBeUndefined();
  });

  it('of a family that does not exist are none', () => {
    expect(parametersOf('aurora-postgresql99')).toEqual([]);
    expect(parametersOf('constructor')).toEqual([]);
  });
});

describe('instance classes', () => {
  it.each([
    ['aurora-postgresql', '15.6', 'db.r6g.large', true],
    ['aurora-postgresql', '15.6', 'db.r7i.large', false],
    ['aurora-postgresql', '15.10', 'db.r7i.large', true],
    ['aurora-mysql', '8.0.mysql_aurora.3.08.0', 'db.r8g.large', true],
    ['aurora-mysql', '8.0.mysql_aurora.3.04.0', 'db.r8g.large', false],
  ])('%s %s has %s: %p', (engine, version, instanceClass, has) => {
    expect(instanceClassesOf(engine, version)?.includes(instanceClass)).toBe(has);
  });

  it.each([
    ['aurora-postgresql', '18.4'],
    ['aurora-mysql', '8.4.mysql_aurora.8.4.7'],
  ])('of %s %s are unknown', (engine, version) => {
    expect(instanceClassesOf(engine, version)).toBeNull();
  });
});
