import { listed, withRows } from './listed';
import { oneLine } from './one-line';
import { destructive, psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, notOfExtension, total } from './user-objects';

/** They fire on green too, when RDS creates a subscription there. This one makes that fail, says AWS's precheck (35b), and must go. */
const fatal = 'dts_capture_catalog_start';

export const eventTriggers: SqlCheck = {
  id: 'PG_EVTTRG',
  title: 'event triggers, which fire when RDS sets up green',
  scope: 'database',
  when: ['create'],
  severity: ['block', 'warn'],
  sql: oneLine`
    SELECT pg_catalog.quote_ident(t.evtname) AS name, t.evtevent::text AS event, ${total}
    FROM pg_catalog.pg_event_trigger t WHERE (t.evtenabled <> 'D' OR t.evtname = '${fatal}') AND ${notOfExtension('pg_event_trigger', 't.oid')}
    ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    const isFatal = found.some(({ rows }) => rows.some(({ name }) => name === fatal));
    return sqlFinding('PG_EVTTRG', isFatal ? 'block' : 'warn', found, {
      message: `There are event triggers (${listed(found, ({ name, event }) => `${name} on ${event}`)}): they also fire on green when RDS creates its subscriptions there, and can make that fail${isFatal ? `; ${fatal} is known to do so` : ''}.`,
      remedy: `Disable them with the script until the switchover is done.${isFatal ? ` Drop ${fatal}.` : ''}`,
      script: psqlScript(found, ({ name }) =>
        name === fatal ? destructive(`DROP EVENT TRIGGER ${name};`) : `ALTER EVENT TRIGGER ${name} DISABLE;`,
      ),
    });
  },
  source: sources.precheck,
};
