import { engines } from '../../constructs/engines';
import { isGone } from '../../scripts/embedded-rds/data/parameters';
import { synthCluster } from './synth';

const mysql = {
  engine: 'aurora-mysql',
  engineVersion: '5.7.mysql_aurora.2.11.2',
  masterUsername: 'dba',
} as const;
const declared = { ...mysql, upgradeTo: '8.0.mysql_aurora.3.04.3' };
const to84 = { ...mysql, engineVersion: '8.0.mysql_aurora.3.10.2', upgradeTo: '8.4.mysql_aurora.8.4.7' };

describe('refused at synth', () => {
  it.each<[string, object, RegExp]>([
    [
      'a parameter that 8.0 calls otherwise',
      { ...declared, instanceParameterGroup: { parameters: { tx_isolation: 'READ-COMMITTED' } } },
      /instanceParameterGroup\.parameters\["tx_isolation"\]: aurora-mysql8\.0 does not have tx_isolation; there it is transaction_isolation\. Leave it out there: parametersByFamily: \{ 'aurora-mysql8\.0': \{ 'tx_isolation': null, 'transaction_isolation': … \} \}\./,
    ],
    [
      'one that it has no more',
      { ...declared, clusterParameterGroup: { parameters: { query_cache_type: 0 } } },
      /aurora-mysql8\.0 does not have query_cache_type\. Leave it out there: .*'query_cache_type': null \}/,
    ],
    [
      'one that is written for the family without it',
      {
        ...declared,
        instanceParameterGroup: { parametersByFamily: { 'aurora-mysql8.0': { tx_isolation: 'SERIALIZABLE' } } },
      },
      /parametersByFamily\["aurora-mysql8\.0"\]\["tx_isolation"\]: .* Write transaction_isolation in its place\./,
    ],
    [
      'one that 8.4 calls otherwise, and one that 8.0 has lost already',
      { ...to84, clusterParameterGroup: { parameters: { default_authentication_plugin: 'x' } } },
      /aurora-mysql8\.4 does not have default_authentication_plugin; there it is authentication_policy/,
    ],
    [
      'a value of lower_case_table_names for one family alone',
      {
        ...declared,
        clusterParameterGroup: { parametersByFamily: { 'aurora-mysql5.7': { lower_case_table_names: 1 } } },
      },
      /lower_case_table_names cannot change once a cluster exists, but it is 1 in aurora-mysql5\.7, 0 in aurora-mysql8\.0: green's upgrade would fail\. Write one value for all families: parameters: \{ 'lower_case_table_names': 1 \}\./,
    ],
    [
      'no binary log',
      { ...mysql, clusterParameterGroup: { parameters: { binlog_format: 'OFF' } } },
      /With binlog_format = off RDS refuses blue\/green deployments of this cluster\. Remove it; the construct sets ROW/,
    ],
  ])('%s', (_, props, message) => {
    expect(() => synthCluster(props)).toThrow(message);
  });
});

it.each([
  [
    'a parameter of 5.7 while nothing else is declared',
    { ...mysql, instanceParameterGroup: { parameters: { tx_isolation: 'SERIALIZABLE' } } },
  ],
  [
    'each name in its family',
    {
      ...declared,
      instanceParameterGroup: {
        parameters: { tx_isolation: 'SERIALIZABLE' },
        parametersByFamily: { 'aurora-mysql8.0': { tx_isolation: null, transaction_isolation: 'SERIALIZABLE' } },
      },
    },
  ],
  [
    'one value of lower_case_table_names',
    { ...declared, clusterParameterGroup: { parameters: { lower_case_table_names: 1 } } },
  ],
])('accepted: %s', (_, props) => {
  expect(() => synthCluster(props)).not.toThrow();
});

it('what the construct refuses, the embedded RDS knows to be gone', () => {
  for (const [family, names] of Object.entries(engines['aurora-mysql'].gone)) {
    expect(Object.keys(names).filter((name) => !isGone(family, name))).toEqual([]);
  }
});
