import { oneLine } from '../one-line';
import { objectCheck } from './objects';
import { mysqlSources } from './sources';

/** Of both lists of prechecks. RDS names one object as an example; those of a dump that was loaded are all tables. */
export const sysSchema = objectCheck({
  id: 'MY_SYS',
  title: 'objects of the schema sys that are tables, and should be views',
  when: ['create'],
  applies: ({ from, to }) => from.major !== to.major,
  severity: 'block',
  sql: oneLine`
    SELECT t.table_schema AS in_schema, t.table_name AS name FROM information_schema.tables t
    WHERE t.table_schema = 'sys' AND t.table_name <> 'sys_config' AND t.table_type = 'BASE TABLE' ORDER BY 1, 2 LIMIT 1000`,
  one: 'table in the schema sys',
  many: 'tables in the schema sys',
  why: 'a view of that name belongs there, and the upgrade stops.',
  remedy: 'Move them out: RENAME TABLE sys.t TO other.t;',
  source: mysqlSources.to84,
});
