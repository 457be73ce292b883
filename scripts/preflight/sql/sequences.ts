import { grouped } from './grouped';
import { countOf, withRows } from './listed';
import { oneLine } from './one-line';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';

/** RDS copies the values of all sequences while nobody can write. */
const thousands = 1000;

/** Seconds for one: a statement on each side. An estimate of ours; AWS says "thousands" and gives no number. */
const each = 0.005;

export const sequences: SqlCheck = {
  id: 'PG_SEQ',
  title: `${grouped(thousands)} or more sequences, which lengthen the outage`,
  scope: 'database',
  when: ['create', 'switchover'],
  severity: ['warn'],
  // The view pg_sequences would call functions for each of them.
  sql: oneLine`
    SELECT count(*) AS total FROM pg_catalog.pg_class c WHERE c.relkind = 'S' AND c.relpersistence <> 't'
    HAVING count(*) > 0`,
  judge(asked) {
    const found = withRows(asked);
    const all = countOf(found);
    if (all < thousands) return [];
    const by = found.map(({ database, rows }) => `${database}: ${Number(rows[0]!.total).toLocaleString('en')}`);
    return sqlFinding('PG_SEQ', 'warn', found, {
      message: `${all.toLocaleString('en')} sequences (${by.join('; ')}): RDS copies their values during the switchover, which makes the outage about ${Math.ceil(all * each)} s longer (an estimate) and can exceed its time limit.`,
      remedy:
        'Drop sequences that nobody uses, and give the switchover more time (--switchover-timeout). Compare a few values after it.',
    });
  },
  source: sources.switching,
};
