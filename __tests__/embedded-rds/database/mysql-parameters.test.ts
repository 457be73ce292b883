import { execFileSync } from 'node:child_process';
import { optionsOf } from '../../../scripts/embedded-rds/database/mysql/options';
import { mysqlParameters } from '../../../scripts/embedded-rds/database/wanted/mysql-parameters';
import type { ClusterRecord, InstanceRecord, Region } from '../../../scripts/embedded-rds/world/world';
import { describeWith, mariadbd } from '../../support/tools';

/** What a cluster with this group starts with. */
function engine(set: Record<string, string>, engineVersion = '8.0.mysql_aurora.3.10.2') {
  const family = `aurora-mysql${engineVersion.slice(0, 3)}`;
  const parameters = Object.fromEntries(
    Object.entries(set).map(([name, ParameterValue]) => [name, { ParameterValue }]),
  );
  const group = { name: 'g', family, description: '', tags: [], parameters };
  const region = { clusterParameterGroups: { g: group }, parameterGroups: {} } as unknown as Region;
  const writer = { parameterGroup: 'none' } as InstanceRecord;
  return mysqlParameters(region, { engineVersion, parameterGroup: 'g' } as ClusterRecord, writer).engine;
}

test.each<[Record<string, string>, Record<string, string>]>([
  [{}, { binlog_format: 'OFF', character_set_server: 'utf8mb4' }],
  [{ binlog_format: 'row' }, { binlog_format: 'ROW' }],
  // Of the machine, a formula, and what only MySQL has.
  [{ innodb_buffer_pool_size: '9', max_connections: '{DBInstanceClassMemory/9}', gtid_mode: 'ON' }, {}],
  [{ collation_server: 'utf8mb4_0900_ai_ci' }, {}],
  [{ collation_server: 'utf8mb4_bin' }, { collation_server: 'utf8mb4_bin' }],
  [{ collation_server: 'latin1_bin' }, {}],
  [{ tx_isolation: 'READ-COMMITTED' }, { transaction_isolation: 'READ-COMMITTED' }],
])('of %j the server gets %j', (set, expected) => {
  const usual = { binlog_format: 'OFF', character_set_server: 'utf8mb4' };
  expect(engine(set)).toEqual({ ...usual, ...expected });
});

test("5.7's defaults are others", () => {
  expect(engine({}, '5.7.mysql_aurora.2.11.2')).toEqual({
    binlog_format: 'OFF',
    character_set_server: 'latin1',
    explicit_defaults_for_timestamp: '0',
  });
});

describeWith(['mariadb'], 'a MariaDB with every parameter that is carried', () => {
  test('takes them', () => {
    const all = engine({
      binlog_format: 'ROW',
      binlog_row_image: 'FULL',
      character_set_server: 'latin1',
      collation_server: 'latin1_swedish_ci',
      event_scheduler: 'OFF',
      explicit_defaults_for_timestamp: '1',
      group_concat_max_len: '60000',
      innodb_lock_wait_timeout: '50',
      innodb_strict_mode: '1',
      interactive_timeout: '100',
      lock_wait_timeout: '100',
      log_bin_trust_function_creators: '1',
      lower_case_table_names: '1',
      max_allowed_packet: '67108864',
      max_connections: '90',
      transaction_isolation: 'READ-COMMITTED',
      wait_timeout: '100',
    });
    expect(Object.keys(all)).toHaveLength(17);
    const args = ['--no-defaults', '--user=nobody', ...optionsOf(all, 7), '--verbose', '--help'];
    const told = execFileSync(mariadbd()!, args, { maxBuffer: 1 << 24, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
    for (const line of [/^transaction-isolation +READ-COMMITTED$/m, /^server-id +7$/m, /^read-only +TRUE$/m])
      expect(told).toMatch(line);
  });
});
