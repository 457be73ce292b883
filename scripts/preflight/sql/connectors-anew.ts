import type { Row } from '../../database/answers';
import { warn } from '../finding';
import { countOf, firstOf, whole } from './listed';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { limit, total } from './user-objects';

/** A switchover takes no slot along, and a connector that begins without its own misses what was written since. */
export const connectorsAnew: SqlCheck = {
  id: 'PG_CONNECT_ANEW',
  title: 'connectors without a slot, and subscriptions that are disabled',
  scope: 'cluster',
  when: ['after'],
  severity: ['warn'],
  sql: oneLine`
    SELECT o.kind, o.name, ${total} FROM (
      SELECT 'role' AS kind, r.rolname::text AS name FROM pg_catalog.pg_roles r
      WHERE r.rolcanlogin AND NOT r.rolsuper AND r.rolname !~ '^rds' AND (r.rolreplication OR EXISTS (
          SELECT 1 FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g ON g.oid = m.roleid
          WHERE m.member = r.oid AND g.rolname = 'rds_replication'))
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g ON g.oid = m.roleid
          WHERE m.member = r.oid AND g.rolname = 'rds_superuser')
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_replication_slots s
          WHERE s.slot_type = 'logical' AND s.slot_name !~ '^rds_.*_bg_slot_')
      UNION ALL
      SELECT 'subscription', u.subname::text FROM pg_catalog.pg_subscription u
      WHERE NOT u.subenabled AND u.subname !~ '^rds_') o
    ORDER BY 1, 2 LIMIT ${limit}`,
  judge(asked) {
    const rows = asked.flatMap(({ rows: all }) => all);
    if (rows.length === 0) return [];
    return [
      {
        ...warn(
          'PG_CONNECT_ANEW',
          `Replication to set up again: ${firstOf(rows.map(named), countOf(asked))}.`,
          'Before the applications of such a role start: recreate its publication and its slot, and have the connector (Debezium, DMS, zero-ETL) begin with a new snapshot, because no slot holds what was written meanwhile. For a subscription: ALTER SUBSCRIPTION … ENABLE, with a slot that its publisher has.',
        ),
        ...whole(rows.map(named)),
      },
    ];
  },
  source: sources.considerations,
};

const named = ({ kind, name }: Row) =>
  kind === 'role' ? `${name} may replicate, and there is no logical slot` : `the subscription ${name} is disabled`;
