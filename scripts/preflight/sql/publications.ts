import type { Row } from '../../database/answers';
import type { Finding } from '../finding';
import { listed, withRows } from './listed';
import { oneLine } from './one-line';
import { ofDeployment } from './replication-slots';
import { destructive, psqlScript } from './script';
import { sources } from './sources';
import type { DatabaseRows, SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, total } from './user-objects';

/**
 * Blue must be neither a logical publisher nor a subscriber. To have a switchover pass, AWS has slots and subscriptions dropped
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html): a publication alone sends nothing.
 * That green does not get one that is made while it stands is PG_OBJECTS's.
 */
export const publications: SqlCheck = {
  id: 'PG_REPL',
  title: 'publications and subscriptions of your own',
  scope: 'database',
  when: ['create', 'standing', 'switchover'],
  severity: ['block'],
  // Of a subscription only some columns are readable; its connection, which may hold a password, is not.
  sql: oneLine`
    SELECT r.*, ${total} FROM (
      SELECT 'publication' AS kind, pg_catalog.quote_ident(o.pubname) AS name
      FROM pg_catalog.pg_publication o WHERE o.pubname !~ '${ofDeployment}'
      UNION ALL
      SELECT 'subscription', pg_catalog.quote_ident(s.subname) FROM pg_catalog.pg_subscription s
      JOIN pg_catalog.pg_database b ON b.oid = s.subdbid
      WHERE b.datname = pg_catalog.current_database() AND s.subname !~ '${ofDeployment}') r
    ORDER BY 1, 2 LIMIT ${limit}`,
  judge: (asked, { askedAt = 'create' }) => (askedAt === 'create' ? before(asked) : meanwhile(asked)),
  source: sources.considerations,
};

const named = ({ kind, name }: Row) => `${kind} ${name}`;

function before(asked: readonly DatabaseRows[]): Finding[] {
  const found = withRows(asked);
  return sqlFinding('PG_REPL', 'block', found, {
    message: `Production already uses logical replication (${listed(found, named)}): RDS does not create a deployment for a cluster that is a publisher or a subscriber.`,
    remedy:
      'Pause whoever uses them, drop them with the script, and recreate them after the switchover, with a new copy of the data.',
    script: psqlScript(found, drop),
  });
}

function meanwhile(asked: readonly DatabaseRows[]): Finding[] {
  // `total` counts both kinds.
  const found = withRows(asked, ({ kind }) => kind === 'subscription').map(({ database, rows }) => ({
    database,
    rows: rows.map((row) => ({ ...row, total: 0 })),
  }));
  return sqlFinding('PG_REPL', 'block', found, {
    mendable: true,
    message: `Production subscribes to another server (${listed(found, named)}): RDS does not switch over a subscriber, and green does not have the subscriptions.`,
    remedy: 'Drop them with the script, and recreate them after the switchover, with a new copy of the data.',
    script: psqlScript(found, drop),
  });
}

/** A subscription that keeps its slot's name would have to reach its publisher to be dropped. */
const drop = ({ kind, name }: Row): string[] =>
  kind === 'publication'
    ? [destructive(`DROP PUBLICATION ${name};`)]
    : [
        destructive(`ALTER SUBSCRIPTION ${name} DISABLE;`),
        destructive(`ALTER SUBSCRIPTION ${name} SET (slot_name = NONE);`),
        destructive(`DROP SUBSCRIPTION ${name};`),
      ];
