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
