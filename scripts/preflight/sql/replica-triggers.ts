import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, qualifiedName, total, userRelations } from './user-objects';

/** Green applies the trigger's own changes once by replication and once by the trigger. */
export const replicaTriggers: SqlCheck = {
  id: 'PG_TRG',
  title: 'triggers ENABLE ALWAYS or ENABLE REPLICA, which fire on green',
  scope: 'database',
  when: ['create'],
  severity: ['warn'],
  sql: oneLine`
    SELECT ${qualifiedName}, t.trigger, t.always, ${total}
    FROM (SELECT g.tgrelid, pg_catalog.quote_ident(g.tgname) AS trigger, g.tgenabled = 'A' AS always
      FROM pg_catalog.pg_trigger g WHERE NOT g.tgisinternal AND g.tgenabled IN ('R', 'A')) t
    JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid IN (SELECT c.oid ${userRelations('r', 'p', 'v', 'f')}) ORDER BY 1, 2 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_TRG', 'warn', found, {
      message: `${counted(countOf(found), 'trigger is', 'triggers are')} set to ENABLE ALWAYS or ENABLE REPLICA (${listed(found, ({ name, trigger }) => `${trigger} on ${name}`)}): they fire on green for each replicated row, so what they write is written twice there.`,
      remedy:
        'Run the script: it makes ENABLE ALWAYS triggers fire for ordinary sessions only, and disables ENABLE REPLICA triggers, which do not fire for those today. Restore both after the switchover.',
      script: psqlScript(
        found,
        ({ name, trigger, always }) => `ALTER TABLE ${name} ${always ? 'ENABLE' : 'DISABLE'} TRIGGER ${trigger};`,
      ),
    });
  },
  source: sources.considerations,
};
