import { extensionsInstalled } from './extensions-installed';
import { listed, withRows } from './listed';
import { destructive, psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';

/** They change tables, or replicate, on their own. */
export const extensionsRefused: SqlCheck = {
  id: 'PG_EXT',
  title: 'pg_partman, pglogical or pgactive, which must be off on blue',
  scope: 'database',
  when: ['create'],
  severity: ['block'],
  sql: extensionsInstalled('pg_partman', 'pglogical', 'pgactive'),
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_EXT', 'block', found, {
      message: `Blue/green deployments do not work beside these extensions (${listed(found)}): pg_partman creates tables, which breaks replication; pglogical and pgactive replicate themselves.`,
      remedy:
        'Create the partitions that are needed soon, stop the maintenance jobs, drop the extension with the script (the tables stay), and recreate it after the switchover.',
      script: psqlScript(found, ({ name }) => destructive(`DROP EXTENSION ${name};`)),
    });
  },
  source: sources.considerations,
};
