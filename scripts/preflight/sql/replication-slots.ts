import type { Row } from '../../database/answers';
import { connectorOf } from './connectors';
import { byDatabase, counted, countOf, listed } from './listed';
import { oneLine } from './one-line';
import { destructive, psqlScript, quotedText } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, total } from './user-objects';

/** What RDS makes for a deployment: `rds_eu_west_1_…_bg_slot_16384`. */
export const ofDeployment = '^rds_.*_bg_';

/** RDS refuses a cluster that replicates logically already, and a slot does not move to green. */
export const replicationSlots: SqlCheck = {
  id: 'PG_SLOT',
  title: 'logical replication slots of Debezium, DMS, zero-ETL and other consumers',
  scope: 'cluster',
  // Somebody may set one up while green stands.
  when: ['create', 'standing', 'switchover'],
  severity: ['block'],
  sql: oneLine`
    SELECT s.slot_name::text AS name, s.plugin::text AS plugin, s.database::text AS database, s.active, ${total}
    FROM pg_catalog.pg_replication_slots s WHERE s.slot_type = 'logical' AND s.slot_name !~ '${ofDeployment}'
    ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const found = byDatabase(asked);
    const consumers = found.flatMap(({ rows }) => rows).map(({ name }) => connectorOf(String(name)));
    const products = [...new Map(consumers.map((each) => [each.product, each])).values()];
    return sqlFinding('PG_SLOT', 'block', found, {
      mendable: true,
      message: `${counted(countOf(found), 'logical replication slot belongs', 'logical replication slots belong')} to other consumers (${listed(found, named)}): RDS creates no green of a cluster that is already a publisher, and green does not get the slots.`,
      remedy: `For each: ${products.map(({ product, pause, reseed }) => `${product}: ${pause}, drop the slot, and after the switchover ${reseed}`).join('; ')}. The script drops the slots; one in use cannot be dropped.`,
      script: psqlScript(found, ({ name }) =>
        destructive(`SELECT pg_catalog.pg_drop_replication_slot(${quotedText(String(name))});`),
      ),
    });
  },
  source: sources.considerations,
};

const named = ({ name, plugin, active }: Row) =>
  `${name} (${connectorOf(String(name)).product}, ${plugin}, ${active ? 'in use' : 'not in use'})`;
