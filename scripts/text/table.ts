import { wrapped } from './wrap';

/** Columns padded to their widest cell, two spaces between; no colours, so that it can be pasted into a pull request. */
export function table(columns: string[], rows: string[][]): string {
  const widths = columns.map((title, index) => Math.max(title.length, ...rows.map((row) => (row[index] ?? '').length)));
  const line = (cells: string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(columns), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}

/**
 * Without those of the dispensable columns, the first ones first, that do not fit into so many columns of a terminal; then with the widest
 * column broken between words.
 */
export function fittingTable(
  { columns, rows, dispensable = [] }: { columns: string[]; rows: string[][]; dispensable?: readonly string[] },
  width: number,
): string {
  const text = table(columns, rows);
  const [first, ...others] = dispensable;
  const excess = Math.max(...text.split('\n').map(({ length }) => length)) - width;
  if (excess <= 0) return text;
  if (first === undefined) return folded(columns, rows, excess);
  const kept = (cells: string[]) => cells.filter((_, index) => columns[index] !== first);
  return fittingTable({ columns: kept(columns), rows: rows.map(kept), dispensable: others }, width);
}

/** A column that would be narrower than this is no easier to read. */
const narrowest = 20;

function folded(columns: string[], rows: string[][], excess: number): string {
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => (row[index] ?? '').length)));
  const widest = widths.indexOf(Math.max(...widths));
  const width = (widths[widest] ?? 0) - excess;
  if (width < narrowest) return table(columns, rows);
  const lines = rows.flatMap((row) =>
    wrapped(row[widest] ?? '', width, 0)
      .split('\n')
      .map((part, line) => row.map((cell, index) => (index === widest ? part : line === 0 ? cell : ''))),
  );
  return table(columns, lines);
}
