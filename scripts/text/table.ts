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

/** Without those of the dispensable columns, the first ones first, that do not fit into so many columns of a terminal. */
export function fittingTable(
  { columns, rows, dispensable = [] }: { columns: string[]; rows: string[][]; dispensable?: readonly string[] },
  width: number,
): string {
  const text = table(columns, rows);
  const [first, ...others] = dispensable;
  const widest = Math.max(...text.split('\n').map(({ length }) => length));
  if (first === undefined || widest <= width) return text;
  const kept = (cells: string[]) => cells.filter((_, index) => columns[index] !== first);
  return fittingTable({ columns: kept(columns), rows: rows.map(kept), dispensable: others }, width);
}
