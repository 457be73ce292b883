import type { Row } from '../../database/answers';
import { byDatabase, listed } from './listed';
import { oneLine } from './one-line';
import { psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, total } from './user-objects';

/** The default of autovacuum_freeze_max_age, beyond which autovacuum begins to freeze whether anybody wants it or not. */
const old = 200_000_000;

export const transactionAge: SqlCheck = {
  id: 'PG_XID',
  title: `databases whose oldest transaction is more than ${old / 1e6} million old`,
  scope: 'cluster',
  when: ['create'],
  severity: ['warn'],
  sql: oneLine`
    SELECT d.datname::text AS database, age(d.datfrozenxid) AS age, ${total} FROM pg_catalog.pg_database d
    WHERE age(d.datfrozenxid) > ${old} AND d.datname NOT IN ('template0', 'rdsadmin') ORDER BY 2 DESC LIMIT ${limit}`,
  judge(asked) {
    const found = byDatabase(asked);
    return sqlFinding('PG_XID', 'warn', found, {
      message: `Old rows are not frozen (${listed(found, age)}): a slot holds back VACUUM while the deployment exists, and an aggressive VACUUM competes with it.`,
      remedy: 'Freeze them with the script before the deployment is created, at a quiet time.',
      script: psqlScript(found, () => 'VACUUM (FREEZE);'),
    });
  },
  source: sources.wraparound,
};

const age = ({ age: transactions }: Row) => `${Math.round(Number(transactions) / 1e6)} million transactions`;
