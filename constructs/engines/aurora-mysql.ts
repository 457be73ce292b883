import { type Engine, inexact } from './engine';
import { goneFromMysql } from './gone-parameters';

/** What is particular to Aurora MySQL. */
export const auroraMysql: Engine = {
  title: 'Aurora MySQL',
  port: 3306,
  version: {
    // Aurora MySQL 2 and 3 pad the minor (3.08.0); 8.4 follows MySQL (8.4.7). Some patches have a fourth part (3.05.0.1).
    exact:
      /^(5\.7(?=\.mysql_aurora\.2\.\d\d\.)|8\.0(?=\.mysql_aurora\.3\.\d\d\.)|(?!5\.7|8\.0)\d+\.\d+)\.mysql_aurora\.\d+\.\d+\.\d+(?:\.\d+)?$/,
    explain(text) {
      const bare = /^(?:([23])\.(\d+)\.(\d+)|(?:5\.7|8\.0)\.mysql_aurora\.([23])\.(\d+)\.(\d+))$/.exec(text);
      if (bare) {
        const line = bare[1] ?? bare[4]!;
        const minor = (bare[2] ?? bare[5]!).padStart(2, '0');
        const exact = `${line === '2' ? '5.7' : '8.0'}.mysql_aurora.${line}.${minor}.${bare[3] ?? bare[6]!}`;
        return { message: `"${text}" is not how AWS spells an Aurora MySQL version.`, remedy: `Write "${exact}".` };
      }
      const isPrefix = /^\d+\.\d+(\.mysql_aurora(\.\d+){0,2}\.?)?(\.[x*])?$|^\d+$/.test(text);
      return inexact('aurora-mysql', text, isPrefix, '8.0.mysql_aurora.3.08.0');
    },
  },
  family: {
    short: 'mysql',
    digits: '[0-9]+',
    whole: /^aurora-mysql\d\.\d$/,
    /** `mysql80`, `mysql8-0`, `mysql-80` */
    mention: /mysql-?\d[.-]?\d(?!\d)/g,
    between: '.',
    ofSelf: 'join("", [self.engine, regex("^[0-9]+[.][0-9]+", self.engine_version)])',
  },
  // The page says 16 for users; MySQL itself has 32, and RDS has been seen to take them.
  names: { longestUser: 32, longestDatabase: 64, longestPassword: 41 },
  logTypes: ['audit', 'error', 'general', 'slowquery', 'instance', 'iam-db-auth-error'],
  replication: {
    binlog_format: {
      allowed: ['row', 'mixed', 'statement'],
      unset: 'off',
      set: 'ROW',
      remedy: 'Remove it; the construct sets ROW',
    },
  },
  gone: goneFromMysql,
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Reference.ParameterGroups.html
  fixed: { lower_case_table_names: '0' },
  rolesNeedFeature: false,
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
  pausesFrom: ['8.0.mysql_aurora.3.08.0'],
  replicationPreventsPause: false,
};
