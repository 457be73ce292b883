import { isJson } from '../../checkout/file-kinds';
import type { Replacement } from '../../checkout/source-text';
import { commentsAbove, lineOf, ownsItsLines, restOfLine, trailingComments } from './comments';
import type { Member, ObjectLiteral, Property } from './object-literals';

/** Gives a property another value. */
export function setValue({ shorthand, value, end }: Property, text: string): Replacement {
  return shorthand ? { start: end, end, text: `: ${text}` } : { ...value, text };
}

/** Gives a property another name and another value, in its place. */
export function turnInto(object: ObjectLiteral, property: Property, name: string, value: string): Replacement[] {
  if (property.shorthand) return [{ ...property.key, text: `${name}: ${value}` }];
  const [quote] = /^['"]?/.exec(object.file.text.slice(property.key.start))!;
  return [
    { ...property.key, text: `${quote}${name}${quote}` },
    { ...property.value, text: value },
  ];
}

/** Adds a property after another one, formatted like that one: on a line of its own, or on the same line. */
export function insertAfter(object: ObjectLiteral, member: Member, name: string, value: string): Replacement[] {
  const { file } = object;
  const { text } = file;
  const anchor = member.property!;
  const [quote] = isJson(file.path) ? ['"'] : /^['"]?/.exec(text.slice(anchor.key.start))!;
  const between = anchor.shorthand ? '' : text.slice(anchor.key.end, anchor.value.start);
  const pair = `${quote}${name}${quote}${/^\s*:\s*$/.test(between) ? between : ': '}${value}`;
  const added = value === name ? name : pair;
  if (!ownsItsLines(text, member)) return [{ start: member.end, end: member.end, text: `, ${added}` }];

  const { indent } = lineOf(text, member.start);
  const { end, newline } = restOfLine(text, member.to);
  const line = (comma: string) => ({ start: end, end, text: `${newline}${indent}${added}${comma}` });
  const hasComma = member.to > member.end;
  return hasComma ? [line(',')] : [{ start: member.end, end: member.end, text: ',' }, line('')];
}

/** Removes a property, with its own line and the comments that describe it alone. */
export function remove(object: ObjectLiteral, member: Member): Replacement[] {
  const { text } = object.file;
  const index = object.members.indexOf(member);
  const previous = object.members[index - 1];
  const isLast = index === object.members.length - 1;
  const hasComma = member.to > member.end;
  // JSON knows no comma behind the last one, and where code has none it is not to get one.
  const comma = isLast && !hasComma && previous ? [{ start: previous.to - 1, end: previous.to, text: '' }] : [];

  if (ownsItsLines(text, member)) {
    const first = commentsAbove(text, member, { previous, isLast })?.start ?? member.start;
    const { end, newline } = restOfLine(text, member.to);
    return [...comma, { start: lineOf(text, first).start, end: end + newline.length, text: '' }];
  }
  if (object.members.length === 1) return emptied(object, member);
  if (isLast || /^\s*\n/.test(text.slice(member.to))) {
    // What stands on the line of the one before belongs to that.
    const start = previous ? trailingComments(text, member.from) : member.start;
    return [...comma, { start, end: member.to, text: '' }];
  }
  const [space] = /^[ \t]*/.exec(text.slice(member.to))!;
  return [{ start: member.start, end: member.to + space.length, text: '' }];
}

/** `{ only: 'x' }` becomes `{}`. */
function emptied({ file: { text }, start, end }: ObjectLiteral, member: Member): Replacement[] {
  const blank = (from: number, to: number) => text.slice(from, to).trim() === '';
  const before = blank(start + 1, member.start) ? start + 1 : member.start;
  const behind = blank(member.to, end - 1) ? end - 1 : member.to;
  return [{ start: before, end: behind, text: '' }];
}
