import type { Answer, DatabaseAnswers, Row } from '../../database/answers';
import { isRecord } from '../../runtime/is-record';
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

/** Reads the output of the script of `printSql`. Databases and questions that it lacks are missing in the answers: not checked. */
export function readResults(text: string, expected: Expected): Results {
  const texts = text.split(/\r?\n/).filter((each) => each.trim() !== '');
  const lines: Line[] = [];
  for (const [index, each] of texts.entries()) {
    const line = lineOf(each);
    if (line === undefined) {
      const what =
        index === texts.length - 1 ? 'The results are cut off, or' : 'The results are not the output of the script:';
      return refused(`${what} line ${index + 1} is not a line of it.`);
    }
    lines.push(line);
  }
  const why = whyRefused(lines, expected);
  return why === undefined ? { answers: answersIn(lines) } : refused(why);
}

const refused = (why: string): Results => ({ refused: `${why} ${again}` });

interface Line {
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

function lineOf(text: string): Line | undefined {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(line)) return undefined;
  const common = ['for', 'when', 'database'].every((name) => typeof line[name] === 'string');
  if (!common || typeof line.at !== 'number') return undefined;
  if (line.end === true) return line as unknown as Line;
  if (typeof line.begin === 'number') return isList(line.databases, isText) ? (line as unknown as Line) : undefined;
  const scoped = line.scope === 'cluster' || line.scope === 'database';
  return typeof line.id === 'string' && scoped && isList(line.rows, isRow) ? (line as unknown as Line) : undefined;
}

const isList = (value: unknown, isItem: (item: unknown) => boolean) => Array.isArray(value) && value.every(isItem);
const isText = (value: unknown) => typeof value === 'string';
const isRow = (value: unknown) =>
  isRecord(value) &&
  Object.values(value).every((each) => each === null || ['string', 'number', 'boolean'].includes(typeof each));

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
