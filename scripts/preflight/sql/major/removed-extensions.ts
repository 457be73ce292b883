import { extensionsInstalled } from '../extensions-installed';
import { listed, withRows } from '../listed';
import { destructive, psqlScript } from '../script';
import { sources } from '../sources';
import type { SqlCheck } from '../sql-check';
import { sqlFinding } from '../sql-finding';

/** chkpass and tsearch2 are gone since PostgreSQL 11; pg_repack keeps a table of internals that pg_upgrade does not take over. */
export const removedExtensions: SqlCheck = {
  id: 'PG_EXT_GONE',
  title: 'chkpass, tsearch2 or pg_repack, which stop an upgrade to another major version',
  scope: 'database',
  when: ['create'],
  severity: ['block'],
  applies: ({ from, to }) => from.isMajorUpgrade(to),
  sql: extensionsInstalled('chkpass', 'tsearch2', 'pg_repack'),
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_EXT_GONE', 'block', found, {
      message: `Extensions that stop an upgrade to another major version (${listed(found)}).`,
      remedy:
        'Drop them with the script. pg_repack can be created again after the switchover; columns of type chkpass or of tsearch2 must be changed first.',
      script: psqlScript(found, ({ name }) => destructive(`DROP EXTENSION ${name};`)),
    });
  },
  source: sources.precheck,
};
