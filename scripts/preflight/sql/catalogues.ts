import type { AuroraEngine } from '../../../constructs/engines';
import type { Question } from '../../database/answers';
import type { Code } from '../../runtime/codes';
import { mysqlChecks, mysqlStanding } from './mysql/catalogue';
import { catalogue } from './postgresql-catalogue';
import type { SqlCheck, SqlContext, When } from './sql-check';
import { standingChecks } from './standing/catalogue';
import { globalsOf } from './standing/globals';
import { objectsBeside } from './standing/objects';
import { schemaOf } from './standing/schema';
import { unreplicated } from './standing/unreplicated';

/** What is asked of the databases of an engine. Another engine is another row of `catalogues`. */
interface Catalogue {
  /** Before, at and after a switchover, what breaks production first. */
  checks: readonly SqlCheck[];
  /** While green stands, beside checks that are made then too. */
  standing: readonly SqlCheck[];
  /** After it, of old and of production, where something was lost with it: both are compared. */
  afterwards: readonly SqlCheck[];
  /** What the restart that turns replication on cures. */
  curedByRestart: readonly Code[];
  /** Where changes of the schema do not replicate, both ends are compared. */
  unreplicated?: typeof unreplicated;
}

export const catalogues: Readonly<Record<AuroraEngine, Catalogue>> = {
  'aurora-postgresql': {
    checks: catalogue,
    standing: standingChecks,
    afterwards: [globalsOf, objectsBeside, schemaOf].map((check) => ({
      ...check,
      when: ['after', 'old'],
      applies: ({ hasLost }) => hasLost === true,
    })),
    curedByRestart: ['PG_PARAM', 'PG_RESTART'],
    unreplicated,
  },
  'aurora-mysql': {
    checks: mysqlChecks,
    standing: mysqlStanding,
    afterwards: [],
    curedByRestart: ['MY_BINLOG'],
  },
};

/** The ids of all checks by SQL. */
export const checkIds: readonly Code[] = Object.values(catalogues).flatMap(({ checks, standing }) =>
  [...checks, ...standing].map(({ id }) => id),
);

/** The checks of this upgrade at this time. */
export function checksOf(context: SqlContext, when: When): SqlCheck[] {
  const { checks, standing, afterwards } = catalogues[context.from.engine];
  return [...checks, ...standing, ...afterwards].filter(
    (check) => check.when.includes(when) && (check.applies?.(context) ?? true),
  );
}

/** When the server that is asked runs the target already. */
const upgraded: readonly When[] = ['standing-green', 'switchover-green', 'after'];

export const sqlOf = ({ sql }: Pick<SqlCheck, 'sql'>, context: SqlContext, when: When): string =>
  typeof sql === 'string' ? sql : sql(upgraded.includes(when) ? context.to : context.from, context);

/** What is to be asked: once, and in each database. */
export function questionsOf(context: SqlContext, when: When): { cluster: Question[]; each: Question[] } {
  const asked = (scope: SqlCheck['scope']) =>
    checksOf(context, when)
      .filter((check) => check.scope === scope)
      .map((check) => ({ id: check.id, sql: sqlOf(check, context, when) }));
  return { cluster: asked('cluster'), each: asked('database') };
}
