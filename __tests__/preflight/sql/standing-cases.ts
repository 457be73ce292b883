import { auroraSetting } from '../../support/aurora-only';
import { type ClusterCase, slot } from './cluster-cases';
import type { DatabaseCase } from './database-cases';

/** Of the checks that are made while green stands, or once it is gone. What is compared between both ends is in standing-changes.test.ts. */

const drop = (...names: string[]) => names.map((name) => `SELECT pg_drop_replication_slot('${name}')`);
const readOnly = auroraSetting('default_transaction_read_only', 'on');
const writable = "DELETE FROM public.aurora_settings WHERE name = 'default_transaction_read_only'";
const publication = 'CREATE PUBLICATION rds_eu_west_1_db_abc_bg_pub_5';
/** A case is one transaction: a savepoint gives what follows a number of its own, as if it were committed later. */
const begun = `${publication}; SAVEPOINT later`;

export const standingDatabaseCases: readonly DatabaseCase[] = [
  {
    id: 'PG_LO_NEW',
    shows: 'large objects that are created while green stands',
    setup: `SELECT lo_create(0); ${begun}; SELECT lo_create(0), lo_create(0)`,
    finds: ['block', /created since the deployment was \(postgres: 2\)/, /nobody may write large objects/],
  },
  { id: 'PG_LO_NEW', shows: 'those from before', setup: `SELECT lo_create(0); SAVEPOINT before; ${begun}` },
];

const [here, inShop] = ['rds_eu_west_1_db_abc_bg_slot_7', 'rds_eu_west_1_db_abc_bg_slot_8'];

const view = 'CREATE MATERIALIZED VIEW totals AS SELECT 1 AS total';
const undone = ['DROP PUBLICATION rds_eu_west_1_db_abc_bg_pub_5', 'DROP MATERIALIZED VIEW totals'];

export const standingClusterCases: readonly ClusterCase[] = [
  {
    id: 'PG_REFRESHED',
    shows: 'a view that is refreshed while green stands',
    setup: [view, publication, 'REFRESH MATERIALIZED VIEW totals'],
    finds: ['block', /have been refreshed .*\(postgres: public\.totals\)/, /stop the jobs that do it/],
    undo: undone,
  },
  {
    id: 'PG_REFRESHED',
    shows: 'one that was refreshed before, and has a new privilege',
    setup: [
      view,
      'REFRESH MATERIALIZED VIEW totals',
      publication,
      'GRANT SELECT ON totals TO PUBLIC',
      'VACUUM (FREEZE) totals',
    ],
    undo: undone,
  },
  {
    id: 'PG_SLOT_STILL',
    shows: 'a database without a slot',
    setup: [slot(here)],
    finds: ['block', /^These databases do not replicate to green: shop\./, /Only a new green has the others/],
    undo: drop(here),
  },
  {
    id: 'PG_SLOT_STILL',
    shows: 'a slot in each database',
    setup: [slot(here)],
    busy: [slot(inShop)],
    undo: drop(here, inShop),
  },
  {
    id: 'PG_GREEN_WRITES',
    shows: 'a session in a transaction that writes',
    setup: [readOnly],
    busy: ["SET application_name = 'importer'", 'BEGIN', 'CREATE TABLE imported (id int)', 'SELECT 1'],
    finds: [
      'warn',
      /^Sessions write on green, .*: pid \d+ of postgres in shop \(importer\), in a transaction that writes\./,
      /have them write to production/,
    ],
    undo: [writable],
  },
  {
    id: 'PG_GREEN_WRITES',
    shows: 'one whose last statement writes, on a green that is not read only',
    busy: ['DROP TABLE IF EXISTS imported'],
    finds: [
      'warn',
      /last DROP\. default_transaction_read_only is off on green: whoever connects can write there\./,
      /upgrade --rebuild/,
    ],
  },
  {
    id: 'PG_GREEN_WRITES',
    shows: 'a session that reads',
    setup: [readOnly],
    busy: ['BEGIN', 'SELECT 1'],
    undo: [writable],
  },
  {
    id: 'SLOTS_LEFT',
    shows: 'a slot of a deployment that is gone',
    setup: [slot(here)],
    finds: [
      'warn',
      new RegExp(`still on production \\(${here}\\)`),
      new RegExp(`pg_drop_replication_slot\\('${here}'\\);`),
    ],
    undo: drop(here),
  },
  { id: 'SLOTS_LEFT', shows: 'one of a connector', setup: [slot('debezium')], undo: drop('debezium') },
];
