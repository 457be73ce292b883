import { ClusterWorld } from '../../embedded-rds/clusters/cluster-world';
import { synthCluster } from '../synth';
import { check, newCluster, value } from './check';

describe('names', () => {
  const mysql = { engine: 'aurora-mysql', engineVersion: '8.0.mysql_aurora.3.08.0' };
  const newMysql = { Engine: 'aurora-mysql', EngineVersion: '8.0.mysql_aurora.3.08.0' };

  it.each<[name: string, isReserved: { postgresql: boolean; mysql: boolean }]>([
    ['admin', { postgresql: true, mysql: false }],
    ['Admin', { postgresql: true, mysql: false }],
    ['rdsadmin', { postgresql: true, mysql: true }],
    ['user', { postgresql: true, mysql: false }],
    ['select', { postgresql: true, mysql: true }],
    ['trigger', { postgresql: false, mysql: true }],
    ['rds_superuser', { postgresql: true, mysql: false }],
    ['pg_monitor', { postgresql: true, mysql: false }],
    ['postgres', { postgresql: false, mysql: false }],
    ['root', { postgresql: false, mysql: false }],
    ['__proto__', { postgresql: false, mysql: false }],
    ['constructor', { postgresql: false, mysql: false }],
  ])('master user %s', (masterUsername, isReserved) => {
    const fault = value(`MasterUsername ${masterUsername} cannot be used as it is a reserved word used by the engine`);
    const cases = [
      { is: isReserved.postgresql, props: {}, calls: {}, title: 'Aurora PostgreSQL' },
      { is: isReserved.mysql, props: mysql, calls: newMysql, title: 'Aurora MySQL' },
    ];
    for (const { is, props, calls, title } of cases) {
      const create = { ...calls, MasterUsername: masterUsername };
      if (is) {
        const atSynth = new RegExp(`masterUsername: RDS refuses "${masterUsername}": the word is reserved by ${title}`);
        check({ props: { ...props, masterUsername }, atSynth, create, fault });
      } else if (masterUsername !== '__proto__') {
        synthCluster({ ...props, masterUsername });
        expect(ClusterWorld.seeded().refusal('CreateDBCluster', { ...newCluster, ...create })).toBe('no fault');
      }
    }
  });

  it.each([
    ['first-user', 'MasterUsername must begin with a letter and contain only alphanumeric characters.'],
    ['1st', 'MasterUsername must begin with a letter and contain only alphanumeric characters.'],
    ['', 'The parameter MasterUsername must be provided and must not be blank.'],
    ['a'.repeat(64), 'Invalid master user name'],
  ])('master user "%s"', (masterUsername, message) => {
    check({
      props: { masterUsername },
      atSynth: /masterUsername: (".*" is not a valid name of a user|The name has 64 characters)/,
      create: { MasterUsername: masterUsername },
      fault: value(message),
    });
  });

  it.each([
    ['my-db', 'DatabaseName must begin with a letter and contain only alphanumeric characters.'],
    ['9db', 'DatabaseName must begin with a letter and contain only alphanumeric characters.'],
    ['d'.repeat(64), 'DatabaseName must begin with a letter and contain only alphanumeric characters.'],
    ['order', 'DatabaseName order cannot be used as it is a reserved word used by the engine'],
    ['template1', 'DatabaseName template1 cannot be used as it is a reserved word used by the engine'],
  ])('database %s', (databaseName, message) => {
    check({
      props: { databaseName },
      atSynth: /databaseName: /,
      create: { DatabaseName: databaseName },
      fault: value(message),
    });
  });
});
