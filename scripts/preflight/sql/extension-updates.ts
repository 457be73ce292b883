import type { Row } from '../../database/answers';
import { updateStatement } from './extension-versions';
import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { limit, total } from './user-objects';

/** On green it would be a change of the schema, which replication may not survive: it is for afterwards. */
export const extensionUpdates: SqlCheck = {
  id: 'PG_EXT_UPDATE',
  title: 'extensions to update once the switchover is done',
  scope: 'database',
  when: ['switchover-green', 'after'],
  severity: ['warn'],
  sql: oneLine`
    SELECT pg_catalog.quote_ident(a.name) AS name, a.installed_version AS installed, a.default_version AS latest, ${total}
    FROM pg_catalog.pg_available_extensions a
    WHERE a.installed_version IS NOT NULL AND a.installed_version <> a.default_version ORDER BY 1 LIMIT ${limit}`,
  judge(asked) {
    const found = withRows(asked);
    return sqlFinding('PG_EXT_UPDATE', 'warn', found, {
      message: `${counted(countOf(found), 'extension is', 'extensions are')} older than the new version offers (${listed(found, versions)}).`,
      remedy: 'After the switchover, run the script in production. Do not run it earlier.',
      script: psqlScript(found, updateStatement),
    });
  },
  source: sources.extensionUpgrade,
};

const versions = ({ name, installed, latest }: Row) => `${name} ${installed} → ${latest}`;
