import type { Row } from '../../database/answers';
import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { hasKey, identityIndex, identityStatement, unloggedParameter, unloggedReplicate } from './replica-identity';
import { psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, qualifiedName, userRelations } from './user-objects';

/** Its rows go anyway: that it begins anew is no loss. */
const ofUnloggedTable = oneLine`
  EXISTS (SELECT 1 FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
      AND d.refclassid = d.classid AND t.relpersistence = 'u')`;

export const unloggedTables: SqlCheck = {
  id: 'PG_UNLOGGED',
  title: `unlogged tables, which green does not get without ${unloggedParameter}, and unlogged sequences`,
  scope: 'database',
  when: ['create'],
  severity: ['warn'],
  sql: oneLine`
    SELECT c.relkind AS kind, ${qualifiedName}, ${hasKey} AS has_key, ${identityIndex} AS identity_index,
      ${unloggedReplicate} AS replicated, count(*) OVER (PARTITION BY c.relkind) AS total
    ${userRelations('r', 'S')} AND c.relpersistence = 'u' AND NOT (c.relkind = 'S' AND ${ofUnloggedTable})
    ORDER BY 1 DESC, 2 LIMIT ${limit}`,
  judge(asked) {
    const tables = withRows(asked, ({ kind, replicated }) => kind === 'r' && replicated !== true);
    const sequences = withRows(asked, ({ kind }) => kind === 'S');
    return [
      ...sqlFinding('PG_UNLOGGED', 'warn', tables, {
        message: `${counted(countOf(tables), 'unlogged table')}, whose rows are not copied to green: after the switchover production does not have them (${listed(tables)}).`,
        remedy: `If they are needed, set ${unloggedParameter} to 1 in the cluster parameter groups of both versions and restart the writer before the deployment is created; do not change it afterwards. Or make the tables logged: the script rewrites them, under a lock.`,
        script: psqlScript(tables, logged),
      }),
      ...sqlFinding('PG_UNLOGGED', 'warn', sequences, {
        message: `${counted(countOf(sequences), 'unlogged sequence')}, which may begin anew after the switchover (${listed(sequences)}): AWS does not document that RDS takes over where they stand.`,
        remedy:
          'Make them logged with the script, which takes a moment. Or set them with setval() after the switchover.',
        script: psqlScript(sequences, ({ name }) => [`ALTER SEQUENCE ${name} SET LOGGED;`]),
      }),
    ];
  },
  source: sources.considerations,
};

/** A logged table is published, and then needs what identifies its rows. */
const logged = (row: Row) => [
  ...(row.has_key === true ? [] : [identityStatement(row)]),
  `ALTER TABLE ${row.name} SET LOGGED;`,
];
