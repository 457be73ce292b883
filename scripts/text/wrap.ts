import { stripVTControlCharacters } from 'node:util';

/**
 * Breaks lines between words, the further ones indented: a terminal breaks within them. Only for prose: who copies a command must not get
 * line ends in it.
 * @param columns  of the terminal, where it is one
 */
export function wrapped(text: string, columns: number, indent: number): string {
  // A terminal that does not know its width says 0.
  if (!Number.isFinite(columns) || columns < 20) return text;
  // A narrow terminal has no room for an indent.
  const hang = indent * 2 > columns ? 2 : indent;
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns, hang))
    .join('\n');
}

function wrapLine(line: string, columns: number, hang: number): string {
  if (width(line) <= columns) return line;
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<=\S)(?= )/)) {
    if (current.trim() !== '' && width(current) + width(word) > columns) {
      lines.push(current);
      const next = word.trimStart();
      // A name that does not fit there stands further left.
      current = `${' '.repeat(hang + width(next) > columns ? Math.min(hang, 2) : hang)}${next}`;
    } else current += word;
  }
  return [...lines, current].join('\n');
}

const width = (text: string) => stripVTControlCharacters(text).length;
