/** Longer cells are not worth a column as wide as they are. */
const widest = 52;

/** Cells are Markdown already. All columns but the last are aligned, so that the table can be read without being rendered. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lengths = columns.map((title, index) =>
    [title, ...rows.map((row) => row[index]!)].map(({ length }) => length).filter((length) => length <= widest),
  );
  const widths = lengths.slice(0, -1).map((each) => Math.max(3, ...each));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  return [line(columns), line(columns.map((_, index) => '-'.repeat(widths[index] ?? 3))), ...rows.map(line)].join('\n');
}
