import { stripVTControlCharacters } from 'node:util';

/**
 * Breaks lines between words, the further ones indented: a terminal breaks within them. Commands and statements stay in one piece: who
 * copies one must not get line ends in it.
 * @param columns  of the terminal, where it is one
 */
export function wrapped(text: string, columns: number, indent: number): string {
  // A terminal that does not know its width says 0.
  if (!Number.isFinite(columns) || columns <= 0) return text;
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
  for (const word of unbroken(line)) {
    if (current.trim() !== '' && width(current) + width(word) > columns) {
      lines.push(current);
      const next = word.trimStart();
      // A name that does not fit there stands further left.
      current = `${' '.repeat(hang + width(next) > columns ? Math.min(hang, 2) : hang)}${next}`;
    } else current += word;
  }
  return [...lines, current].join('\n');
}

/** Text for a stream as it is: wrapped where that is a terminal. */
export const wrappedFor = ({ columns }: { columns?: number }, text: string, indent = 0): string =>
  wrapped(text, columns ?? Number.POSITIVE_INFINITY, indent);

/** Up to where prose goes on: `; or …`, `) and …`, `. Then …`, or the end of the line. */
const command =
  /(?<![\w.-])(?:npm (?:run|install|ci)|export|npx|terraform|aws|psql|pg_dump|git|kill|cdktf|cdktn|cat|chmod|ALTER|CREATE|DROP|REFRESH|VACUUM|REINDEX|GRANT|REVOKE|SELECT|CALL) (?:'[^']*'|"[^"]*"|(?!\)[ .;,]|; |, (?:and|or|then) |\. [A-Z]|\.$|\)$)[^\n])+/g;

/** Words, each with the space before it; a command is one. */
function unbroken(line: string): string[] {
  const pieces: string[] = [];
  let at = 0;
  for (const match of line.matchAll(command)) {
    const rest = /^\S*/.exec(line.slice(match.index + match[0].length))![0];
    // What stands before it without a space, as an opening bracket does, goes with it.
    const begin = line.lastIndexOf(' ', match.index - 1) + 1 || match.index;
    if (begin < at) continue;
    pieces.push(
      ...words(line.slice(at, Math.max(begin - 1, at))),
      line.slice(Math.max(begin - 1, at), match.index) + match[0] + rest,
    );
    at = match.index + match[0].length + rest.length;
  }
  return [...pieces, ...words(line.slice(at))].filter((piece) => piece !== '');
}

const words = (text: string) => text.split(/(?<=\S)(?= )/);

const width = (text: string) => stripVTControlCharacters(text).length;
