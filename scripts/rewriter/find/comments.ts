import ts from 'typescript';
import type { Span } from '../../checkout/source-text';
import type { Member } from './object-literals';

/** The line of a position: where it begins, and its indentation. */
export function lineOf(text: string, position: number): { start: number; indent: string } {
  const start = text.lastIndexOf('\n', position - 1) + 1;
  return { start, indent: /^[ \t]*/.exec(text.slice(start, position))![0] };
}

/** Where the line ends after a position, and its line break, possibly `\r\n`; empty at the end of the text. */
export function restOfLine(text: string, position: number): { end: number; newline: string } {
  const [, rest, newline] = /^([^\n]*?)(\r?\n|$)/.exec(text.slice(position))!;
  return { end: position + rest!.length, newline: newline! };
}

/** Whether only comments share a member's lines with it. */
export function ownsItsLines(text: string, { start, to }: Member): boolean {
  const line = lineOf(text, start);
  if (line.start + line.indent.length !== start) return false;
  return /^\s*$/.test(text.slice(trailingComments(text, to), restOfLine(text, to).end));
}

/** The end of the comments that follow on the same line. */
export function trailingComments(text: string, position: number): number {
  return ts.getTrailingCommentRanges(text, position)?.at(-1)?.end ?? position;
}

/**
 * The comments on the lines right above a member, if they describe only that member: they name it, or are between the previous member
 * and it, or nothing follows that they could describe as well.
 */
export function commentsAbove(
  text: string,
  member: Member,
  { previous, isLast }: { previous?: Member; isLast: boolean },
): Span | undefined {
  const ranges = ts.getLeadingCommentRanges(text, trailingComments(text, member.from)) ?? [];
  let start = member.start;
  for (const range of ranges.reverse()) {
    const between = text.slice(range.end, start);
    const ownLine = lineOf(text, range.pos);
    const adjoins = /^[ \t]*\r?\n[ \t]*$/.test(between) && ownLine.start + ownLine.indent.length === range.pos;
    if (!adjoins) break;
    start = range.pos;
  }
  if (start === member.start) return undefined;
  const comments = { start, end: member.start };
  const name = member.property?.name;
  const named = name !== undefined && text.slice(start, member.start).includes(name);
  const above =
    previous && /^[ \t]*(\/\/[^\n]*|\/\*[^\n]*\*\/[ \t]*)?\r?\n[ \t]*$/.test(text.slice(previous.to, start));
  const { end, newline } = restOfLine(text, member.to);
  const next = text
    .slice(end + newline.length)
    .split('\n', 1)[0]!
    .trim();
  return named || above || isLast || /^$|^\/[/*]/.test(next) ? comments : undefined;
}
