import { EngineVersion } from '../../../constructs/engine-version';
import { extensionsInstalled } from './extensions-installed';
import { databasesOf, withRows } from './listed';
import { sources } from './sources';
import type { SqlCheck } from './sql-check';
import { sqlFinding } from './sql-finding';

/** The first version of each major one that supports it in a deployment; later major versions do. */
const first: Readonly<Record<string, string>> = { 15: '15.7', 16: '16.3' };

export const babelfish: SqlCheck = {
  id: 'PG_BABELFISH',
  title: 'Babelfish below 15.7 or 16.3',
  scope: 'database',
  when: ['create'],
  severity: ['block'],
  applies: ({ from }) => !supported(from),
  sql: extensionsInstalled('babelfishpg_tsql'),
  judge(asked, { from }) {
    const found = withRows(asked);
    return sqlFinding('PG_BABELFISH', 'block', found, {
      message: `Babelfish is installed in ${databasesOf(found).join(', ')}, and ${from} does not support it in a blue/green deployment.`,
      remedy: `Upgrade in place to ${first[from.major] ?? 'at least 15.7 or 16.3'} first (upgradePolicy "in-place").`,
    });
  },
  source: sources.considerations,
};

function supported(from: EngineVersion): boolean {
  const minimum = first[from.major];
  if (minimum === undefined) return Number(from.major) > 16;
  return from.compare(EngineVersion.parse(from.engine, minimum)) >= 0;
}
