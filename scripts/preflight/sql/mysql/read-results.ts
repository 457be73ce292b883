import type { Row } from '../../../database/answers';
import { answerOf, listing } from '../../../database/mysql/session';
import { type Expected, type Line, type Results, refused, resultsOf } from '../results';
import type { When } from '../sql-check';
import { mark } from './print-sql';

/** All questions are asked in it. */
const database = 'information_schema';

/** Reads what a client has printed of the script of `printMysql`, with `--xml`. A question that failed has no answer: not checked. */
export function readMysqlResults(text: string, expected: Expected): Results {
  const sets = resultSets(text);
  if (typeof sets === 'string') return refused(sets);
  const lines: Line[] = [];
  let asked: Marked | undefined;
  for (const rows of sets) {
    const marked = markIn(rows);
    if (marked === undefined) {
      if (asked === undefined) return refused('The results hold an answer to a question that was not asked.');
      lines.push(lineOf(asked, rows));
      asked = undefined;
    } else if (marked.ask === 'begin' || marked.ask === 'end') {
      lines.push(
        marked.ask === 'end' ? { ...marked.common, end: true } : { ...marked.common, begin: 0, databases: [] },
      );
      asked = undefined;
    } else {
      asked = marked;
    }
  }
  return resultsOf(lines, expected);
}

interface Marked {
  ask: string;
  common: Pick<Line, 'for' | 'when' | 'database' | 'at'>;
}

function markIn([row]: readonly Row[]): Marked | undefined {
  if (row === undefined || !Object.values(mark).every((name) => typeof row[name] === 'string')) return undefined;
  const at = Number(row[mark.at]);
  const common = { for: String(row[mark.for]), when: String(row[mark.when]) as When, database, at };
  return Number.isFinite(at) ? { ask: String(row[mark.ask]), common } : undefined;
}

const lineOf = ({ ask, common }: Marked, rows: Row[]): Line =>
  ask === listing.id
    ? { ...common, databases: rows.map(({ name }) => String(name)) }
    : { ...common, id: ask, scope: 'cluster', rows };

const set = /<resultset statement="[^"]*"[^>]*>([\s\S]*?)<\/resultset>/g;
const field = /<field name="([^"]*)"(?:\s+xsi:nil="true"\s*\/>|>([\s\S]*?)<\/field>)/g;

/** The rows of each answer, or why they are none. Every sign of XML in a value is escaped, so that tags are tags. */
function resultSets(text: string): Row[][] | string {
  const left = text
    .replace(set, '')
    .replace(/<\?xml[^>]*\?>/g, '')
    .trim();
  if (left.startsWith('<')) return 'The results are cut off.';
  if (left !== '') return 'The results are not the output of the script, or the client was called without --xml.';
  return [...text.matchAll(set)].map(([, rows = '']) =>
    [...rows.matchAll(/<row>([\s\S]*?)<\/row>/g)].flatMap(([, fields = '']) => rowOf(fields)),
  );
}

function rowOf(fields: string): Row[] {
  const found = [...fields.matchAll(field)];
  const names = found.map(([, name = '']) => plain(name));
  const answer = answerOf(names, [found.map(([, , value]) => (value === undefined ? null : plain(value)))]);
  return 'rows' in answer ? answer.rows : [];
}

const signs: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };

const plain = (text: string) => text.replace(/&(lt|gt|quot|amp);/g, (_, sign: string) => signs[sign]!);
