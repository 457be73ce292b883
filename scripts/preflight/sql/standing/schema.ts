import { oneLine } from '../one-line';
import { sources } from '../sources';
import type { SqlCheck } from '../sql-check';
import { userRelations, userSchema } from '../user-objects';
import { columnsWritten } from './columns-written';
import { inRows } from './fingerprint';
import { relations } from './relations';
import { routinesAndTypes } from './routines-and-types';
import { began } from './since-the-deployment';

const classOf = (catalog: string) => `'pg_catalog.${catalog}'::pg_catalog.regclass`;

/**
 * Looked up once for all kinds of objects: planning the same joins for each of them takes longer than the answer. A list that several
 * parts read is not planned into them (https://www.postgresql.org/docs/current/queries-with.html).
 */
const lists = oneLine`
  ${began},
  followed AS (SELECT k.srrelid AS relid FROM pg_catalog.pg_subscription_rel k
    JOIN pg_catalog.pg_subscription s ON s.oid = k.srsubid
    JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE d.datname = pg_catalog.current_database()),
  relations AS (SELECT c.*, c.xmin, n.nspname ${userRelations('r', 'p', 'f', 'v', 'm', 'c', 'S', 'i', 'I')}),
  written AS (${columnsWritten}),
  schemas AS (SELECT n.oid, n.nspname, n.nspacl, n.xmin FROM pg_catalog.pg_namespace n WHERE ${userSchema}),
  members AS (SELECT d.classid, d.objid FROM pg_catalog.pg_depend d WHERE d.deptype IN ('e', 'i')
    AND d.classid IN (${['pg_namespace', 'pg_proc', 'pg_type'].map(classOf).join(', ')}))`;

/** What a database is made of, as a fingerprint of each object: asked of blue and of green, and compared. */
export const schemaOf: SqlCheck = {
  id: 'PG_SCHEMA',
  title: 'differences of the schema between production and green',
  scope: 'database',
  when: ['standing', 'standing-green'],
  severity: ['block', 'warn'],
  sql: inRows([...relations, ...routinesAndTypes], lists),
  // One end alone tells nothing: `unreplicated` compares both.
  judge: () => [],
  source: sources.considerations,
};
