import type { Answer, DatabaseAnswers, Row } from '../../database/answers';
import type { When } from './sql-check';

/** What a DBA's results say, or the sentence that says why they are refused. */
export type Results = { answers: DatabaseAnswers } | { refused: string };

export interface Expected {
  resourceId: string;
  when: When;
  /** In milliseconds. */
  now: number;
}

const day = 24 * 60 * 60 * 1000;

/** Clocks of two machines differ. */
const tolerated = 10 * 60 * 1000;

const again = 'Print the script again, run it as its first lines say, and name its output.';

/** What a printed script says of itself, and what it was answered, in the order in which it ran. */
export interface Line {
  for: string;
  when: string;
  database: string;
  at: number;
  begin?: number;
  databases?: string[];
  end?: boolean;
  id?: string;
  scope?: 'cluster' | 'database';
  rows?: Row[];
}

/** What was run makes answers, if it is of this cluster, of this point of its upgrade, whole, and of today. */
export function resultsOf(lines: readonly Line[], expected: Expected): Results {
  const why = whyRefused(lines, expected);
  return why === undefined ? { answers: answersIn(lines) } : refused(why);
}

export const refused = (why: string): Results => ({ refused: `${why} ${again}` });

function whyRefused(lines: readonly Line[], { resourceId, when, now }: Expected): string | undefined {
  if (lines.length === 0) return 'There is nothing in the results.';
  const foreign = lines.find((line) => line.for !== resourceId);
  if (foreign !== undefined) return `The results are of the cluster ${foreign.for}, not of ${resourceId}.`;
  const other = lines.find((line) => line.when !== when);
  if (other !== undefined) {
    return `The results are of the script for ${other.when === 'create' ? 'the creation of a deployment' : 'a switchover'}, not of the one that is needed now.`;
  }
  const first = Math.min(...lines.map(({ at }) => at));
  if (now - first > day) return `The results are of ${new Date(first).toISOString()}, more than a day ago.`;
  if (Math.max(...lines.map(({ at }) => at)) > now + tolerated) {
    return 'The results are from the future: the clock of the database or of this machine is wrong.';
  }
  const open = openDatabases(lines);
  if (open.length > 0) return `The results are cut off in the database ${open.join(', ')}.`;
  return undefined;
}

/** Databases that begin and do not end, or the other way round. */
function openDatabases(lines: readonly Line[]): string[] {
  const balance = new Map<string, number>();
  for (const { database, begin, end } of lines) {
    const step = begin === undefined ? (end === true ? -1 : 0) : 1;
    balance.set(database, (balance.get(database) ?? 0) + step);
  }
  return [...balance].filter(([, open]) => open !== 0).map(([database]) => database);
}

/** What was run twice counts as the later run said it. */
function answersIn(lines: readonly Line[]): DatabaseAnswers {
  const cluster: Record<string, Answer> = {};
  const each: Record<string, Record<string, Answer>> = {};
  const databases = new Set<string>();
  for (const line of lines) {
    for (const name of line.databases ?? []) databases.add(name);
    if (line.id === undefined) continue;
    const answer: Answer = { rows: line.rows! };
    if (line.scope === 'cluster') cluster[line.id] = answer;
    else each[line.database] = { ...each[line.database], [line.id]: answer };
  }
  const at = Math.min(...lines.map((line) => line.at));
  return {
    via: `the printed script, with results of ${new Date(at).toISOString()}`,
    at,
    databases: [...databases].sort(),
    cluster,
    each,
  };
}
