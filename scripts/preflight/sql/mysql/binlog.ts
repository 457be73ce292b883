import { filters } from '../../../engines/mysql-harmful';
import { block, type Finding, warn } from '../../finding';
import { noRow, rowOf } from '../one-row';
import type { SqlCheck } from '../sql-check';
import { mysqlSources } from './sources';

/** With the binlog off `log_bin` is 0, although the session's binlog_format reads ROW. */
export const binlog: SqlCheck = {
  id: 'MY_BINLOG',
  title: 'binary logging off, or not by rows',
  scope: 'cluster',
  when: ['create'],
  severity: ['block', 'warn'],
  sql: 'SELECT @@GLOBAL.log_bin AS log_bin, @@GLOBAL.binlog_format AS format',
  unproven: 'log_bin = 0 by a made answer: no server changes it while it runs',
  unseen: (asked) => (rowOf(asked) === undefined ? noRow : undefined),
  judge(asked): Finding[] {
    const row = rowOf(asked);
    if (row === undefined) return [];
    if (Number(row.log_bin) !== 1) {
      return [
        block(
          'MY_BINLOG',
          'The writer writes no binary log (@@log_bin is 0): RDS does not create the deployment.',
          "In clusterParameterGroup of the code, set binlog_format: 'ROW', deploy, and restart the writer.",
        ),
      ];
    }
    if (row.format === 'ROW') return [];
    return [
      warn(
        'MY_BINLOG',
        `binlog_format is ${row.format}: nondeterministic statements may have other effects on green.`,
        "Set binlog_format: 'ROW' in the code and restart the writer before the upgrade.",
      ),
    ];
  },
  source: mysqlSources.creating,
};

/** Without hours RDS deletes a log as soon as nobody in the deployment needs it. */
export const binlogRetention: SqlCheck = {
  id: 'MY_RETAIN',
  title: 'no retention of the binary log',
  scope: 'cluster',
  when: ['create'],
  severity: ['warn'],
  sql: "SELECT c.value AS hours FROM mysql.rds_configuration c WHERE c.name = 'binlog retention hours'",
  unproven: 'the table is one made as Aurora has it',
  judge(asked) {
    const row = rowOf(asked);
    if (row !== undefined && row.hours !== null && Number(row.hours) > 0) return [];
    return [
      warn(
        'MY_RETAIN',
        'No retention is set for the binary log: RDS deletes a log once green has it, even if a consumer of yours or a way back still needs it.',
        "CALL mysql.rds_set_configuration('binlog retention hours', 24); on production, and on green before the switchover: AWS does not say whether green inherits it.",
      ),
    ];
  },
  source: mysqlSources.configuring,
};

/** Nothing fails: green simply does not get it. */
export const binlogFilters: SqlCheck = {
  id: 'MY_FILTER',
  title: 'filters of the binary log or of the replication, in production or in the groups of the target',
  scope: 'cluster',
  when: ['create'],
  severity: ['block'],
  sql: ({ major }) => (Number(major) >= 8.4 ? 'SHOW BINARY LOG STATUS' : 'SHOW MASTER STATUS'),
  columns: ['file', 'position', 'binlog_do_db', 'binlog_ignore_db'],
  unseen: (_, { target }) => (target === undefined ? "The values of the target's groups are not known." : undefined),
  judge(asked, { target = {} }) {
    const row = rowOf(asked) ?? {};
    const here = (['binlog_do_db', 'binlog_ignore_db'] as const).flatMap((name) =>
      row[name] ? [`${name.replaceAll('_', '-')} is ${row[name]} in production`] : [],
    );
    const there = filters.flatMap((name) => {
      const value = target[name] ?? target[name.replaceAll('-', '_')];
      return value ? [`${name} is ${value} in the target's groups`] : [];
    });
    const all = [...here, ...there];
    if (all.length === 0) return [];
    const message = `${all.join('; ')}: what a filter leaves out does not reach green, and is lost with the switchover.`;
    return [block('MY_FILTER', message, 'Remove the filters from the parameter groups in the code, and deploy.')];
  },
  source: mysqlSources.parameters,
};

/** A clone has none of its files. */
export const enhancedBinlog: SqlCheck = {
  id: 'MY_ENHANCED_BINLOG',
  title: 'the enhanced binlog, whose files a clone lacks',
  scope: 'cluster',
  when: ['create'],
  severity: ['warn'],
  sql: "SHOW GLOBAL VARIABLES WHERE Variable_name = 'aurora_enhanced_binlog'",
  columns: ['variable_name', 'value'],
  unproven: 'only Aurora has the variable: found by a made answer',
  judge(asked) {
    if (!['1', 'ON'].includes(String(rowOf(asked)?.value ?? '0'))) return [];
    return [
      warn(
        'MY_ENHANCED_BINLOG',
        'The enhanced binlog is on: green begins without the logs of production, and it cannot be used with backtrack.',
        'Let consumers read the binlog to its end before the switchover. Do not rely on it for a way back if green is older than 8.4.8.',
      ),
    ];
  },
  source: mysqlSources.enhancedBinlog,
};

/** Rows are kept from nobody: their number alone says so. */
export const externalSource: SqlCheck = {
  id: 'MY_EXTREPL',
  title: 'production that replicates from outside',
  scope: 'cluster',
  when: ['create'],
  severity: ['block'],
  sql: ({ major }) => (Number(major) < 8 ? 'SHOW SLAVE STATUS' : 'SHOW REPLICA STATUS'),
  columns: ['io_state', 'source_host'],
  judge(asked) {
    const row = rowOf(asked);
    if (row === undefined) return [];
    const from = row.source_host ?? row.master_host ?? 'another server';
    return [
      block(
        'MY_EXTREPL',
        `Production replicates from ${from}: RDS neither creates a deployment nor switches one over meanwhile.`,
        `End it: CALL mysql.rds_stop_replication; CALL ${row.source_host === undefined ? 'mysql.rds_reset_external_master' : 'mysql.rds_reset_external_source'};`,
      ),
    ];
  },
  source: mysqlSources.considerations,
};
