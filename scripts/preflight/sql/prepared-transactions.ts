import type { Row } from '../../database/answers';
import { byDatabase, counted, countOf, listed } from './listed';
import { oneLine } from './one-line';
import { destructive, psqlScript, quotedText } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, total } from './user-objects';

/** A slot is made once all older transactions have ended, and pg_upgrade refuses prepared ones. */
export const preparedTransactions: SqlCheck = {
  id: 'PG_PREP',
  title: 'prepared transactions',
  scope: 'cluster',
  when: ['create', 'switchover'],
  severity: ['block'],
  sql: oneLine`
    SELECT p.gid AS name, p.owner::text AS owner, p.database::text AS database,
      extract(epoch FROM clock_timestamp() - p.prepared)::bigint AS seconds, ${total}
    FROM pg_catalog.pg_prepared_xacts p ORDER BY p.prepared LIMIT ${limit}`,
  judge(asked) {
    const found = byDatabase(asked);
    return sqlFinding('PG_PREP', 'block', found, {
      passes: true,
      message: `${counted(countOf(found), 'prepared transaction')} (${listed(found, named)}): while they are open, replication cannot start and a switchover cannot finish.`,
      remedy: 'Have their transaction manager end them, or decide for each; the script rolls them back.',
      script: psqlScript(found, ({ name }) => destructive(`ROLLBACK PREPARED ${quotedText(String(name))};`)),
    });
  },
  source: sources.majorUpgrade,
};

const named = ({ name, owner, seconds }: Row) => `${name} of ${owner}, ${counted(Number(seconds), 'second')} old`;
