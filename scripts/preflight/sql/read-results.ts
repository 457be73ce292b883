import { isRecord } from '../../runtime/is-record';
import { type Expected, type Line, type Results, refused, resultsOf } from './results';

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
  return resultsOf(lines, expected);
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
