import { block } from '../../finding';
import { oneLine } from '../one-line';
import type { SqlCheck } from '../sql-check';
import { mysqlSources } from './sources';

const host = "SUBSTRING_INDEX(CURRENT_USER(), '@', -1)";
const account = `CONCAT(QUOTE(LEFT(CURRENT_USER(), CHAR_LENGTH(CURRENT_USER()) - CHAR_LENGTH(${host}) - 1)), '@', QUOTE(${host}))`;
/** As `user_privileges` writes them. Roles came with MySQL 8.0; RDS's master user has its rights by one. */
const roles = "COALESCE(REPLACE(CURRENT_ROLE(), CHAR(96 USING utf8mb4), CHAR(39 USING utf8mb4)), '')";

/**
 * MySQL's catalogs show each user what it has rights on, and say nothing of the rest: an empty answer is only worth something from a user
 * that sees everything.
 */
export const rights: SqlCheck = {
  id: 'MY_RIGHTS',
  title: 'a user from whom MySQL hides tables, events or triggers',
  scope: 'cluster',
  when: ['create'],
  severity: ['block'],
  sql: (server) => oneLine`
    SELECT r.name AS missing FROM (SELECT 'SELECT' AS name UNION ALL SELECT 'EVENT' UNION ALL SELECT 'TRIGGER') r
      LEFT JOIN information_schema.user_privileges p ON p.privilege_type = r.name
        AND (p.grantee = ${account}${Number(server.major) < 8 ? '' : ` OR INSTR(${roles}, p.grantee) > 0`})
    WHERE p.grantee IS NULL`,
  unproven: "MariaDB has roles of another kind: those of RDS's master user are read as MySQL documents them",
  judge(asked) {
    const missing = asked.flatMap(({ rows }) => rows).map((row) => String(row.missing));
    if (missing.length === 0) return [];
    return [
      block(
        'MY_RIGHTS',
        `The user of the checks has no ${missing.join(', ')} on *.*: MySQL hides what this user has no right on, so an empty answer would prove nothing.`,
        `GRANT ${missing.join(', ')} ON *.* TO the user that runs the checks, or use one that has it.`,
      ),
    ];
  },
  source: mysqlSources.informationSchema,
};
