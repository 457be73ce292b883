import type { Row } from '../../database/answers';
import { counted, countOf, listed, withRows } from './listed';
import { oneLine } from './one-line';
import { psqlScript } from './script';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';
import { total } from './user-objects';

/** An upgrade of the engine does not upgrade extensions, and the next major version may not know one that is too old. */
export const extensionVersions: SqlCheck = {
  id: 'PG_EXTVER',
  title: 'extensions older than the version that this server has of them',
  scope: 'database',
  when: ['create'],
  severity: ['warn'],
  sql: oneLine`
    SELECT pg_catalog.quote_ident(a.name) AS name, a.installed_version AS installed, a.default_version AS latest, ${total}
    FROM pg_catalog.pg_available_extensions a
    WHERE a.installed_version IS NOT NULL AND a.installed_version <> a.default_version ORDER BY 1`,
  judge(asked, { from, to }) {
    const found = withRows(asked);
    const major = from.isMajorUpgrade(to);
    return sqlFinding('PG_EXTVER', 'warn', found, {
      message: `${counted(countOf(found), 'extension is', 'extensions are')} not at the version that this server has (${listed(found, versions)}). The upgrade does not update extensions${major ? ', and fails if the new major version does not support an installed version' : ''}.`,
      remedy: `Update them before the deployment is created: afterwards it would be a change of the schema.${major ? ' After the switchover, update them again to the versions of the new major version.' : ''}`,
      script: psqlScript(found, updateStatement),
    });
  },
  source: sources.extensionUpgrade,
};

const versions = ({ name, installed, latest }: Row) => `${name} ${installed} → ${latest}`;

export const updateStatement = ({ name }: Row) =>
  name === 'postgis' ? 'SELECT postgis_extensions_upgrade();' : `ALTER EXTENSION ${name} UPDATE;`;
