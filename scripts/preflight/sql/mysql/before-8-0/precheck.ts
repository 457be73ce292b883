import type { Code } from '../../../../runtime/codes';
import type { Finding } from '../../../finding';
import { crosses } from '../../major/crosses';
import { oneLine } from '../../one-line';
import type { SqlCheck } from '../../sql-check';
import { limit, objectCheck, ofUsers } from '../objects';
import { mysqlSources } from '../sources';

/** One of AWS's 54 prechecks of 2 to 3 that a single question to MySQL 5.7 answers. */
export interface Precheck {
  id: Code;
  title: string;
  severity: Finding['severity'];
  sql: string;
  one: string;
  many?: string;
  why: string;
  remedy: string;
  unproven?: string;
}

export const precheck = (given: Precheck): SqlCheck =>
  objectCheck({ ...given, when: ['create'], applies: crosses(8), source: mysqlSources.to80 });

export const listed = `ORDER BY 1, 2, 3 LIMIT ${limit}`;
export const columns = `FROM information_schema.columns c WHERE ${ofUsers('c.table_schema')}`;
/** Joined as it is, each row of a join would open a table. */
export const grouped = oneLine`
  (SELECT g.table_schema, g.table_name, g.column_name, MAX(g.data_type) AS data_type, MAX(g.character_octet_length) AS character_octet_length,
    MAX(g.character_set_name) AS character_set_name FROM information_schema.columns g WHERE ${ofUsers('g.table_schema')}
  GROUP BY g.table_schema, g.table_name, g.column_name)`;
export const column = 'SELECT c.table_schema AS in_schema, c.table_name AS name, c.column_name AS part';
