import { type Replacement, splice } from './source-text';

const context = 3;

/** One replacement as a unified diff that `git apply` and `patch -p1` take; line ends stay as they are in the file. */
export function unifiedDiff(file: string, text: string, replacement: Replacement): string {
  const before = toLines(text);
  const after = toLines(splice(text, [replacement]));
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;

  const from = Math.max(0, head - context);
  const shown = (lines: string[]) => lines.slice(from, Math.min(lines.length, lines.length - tail + context));
  const range = (lines: string[]) => `${from + 1},${shown(lines).length}`;
  const body = [
    ...before.slice(from, head).map((line) => ` ${line}`),
    ...before.slice(head, before.length - tail).map((line) => `-${line}`),
    ...after.slice(head, after.length - tail).map((line) => `+${line}`),
    ...before.slice(before.length - tail, before.length - tail + context).map((line) => ` ${line}`),
  ];
  const marked = body.map((line) => (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`));
  return `--- a/${file}\n+++ b/${file}\n@@ -${range(before)} +${range(after)} @@\n${marked.join('')}`;
}

/** Lines with their ends. */
const toLines = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
