import { EngineVersion } from '../../constructs/engine-version';
import type { Answer, AskedAt, DatabaseLook } from '../../scripts/database/answers';
import { questionsOf } from '../../scripts/preflight/sql/catalogues';
import type { SqlContext } from '../../scripts/preflight/sql/sql-check';

const contextTo = (version: string, hasLost: true | undefined): SqlContext => ({
  ...(hasLost && { hasLost }),
  from: EngineVersion.parse('aurora-postgresql', '15.6'),
  to: EngineVersion.parse('aurora-postgresql', version),
  target: {},
  instances: { count: 2, class: 'db.r6g.large' },
});

export interface LookedOptions {
  at?: number;
  to?: string;
  /** Something was lost with the switchover. */
  hasLost?: true;
}

/** One database that answers every question of that moment with no row, but for what is given. */
export function looked(
  when: AskedAt,
  rows: Record<string, Answer> = {},
  { at = 0, to = '15.10', hasLost }: LookedOptions = {},
): DatabaseLook {
  const { cluster, each } = questionsOf(contextTo(to, hasLost), when);
  const answered = (questions: { id: string }[]) =>
    Object.fromEntries(questions.map(({ id }) => [id, rows[id] ?? { rows: harmless[id] ?? [] }]));
  return {
    kind: 'answered',
    answers: {
      via: 'a test',
      at,
      databases: ['app'],
      cluster: answered(cluster),
      each: { app: answered(each) },
    },
  };
}

/** Of questions that every server answers with a row. */
const harmless: Record<string, Record<string, string | number | boolean | null>[]> = {
  PG_LONGTX: [{ pid: null, hidden: 0 }],
  PG_DDL: [{ pid: null, hidden: 0 }],
  PG_OLD_CLIENTS: [{ role: null, hidden: 0 }],
  PG_WRITABLE: [{ standby: false, read_only: 'off' }],
};
