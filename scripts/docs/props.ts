import { markdownCode } from '../text/markdown';
import { cell } from './cell';
import type { Declarations, Member } from './declarations';
import { markdownTable } from './markdown-table';

/** Props of one interface; those of an object in it follow with a dotted name: `autoscaling.minCapacity`. */
export function propsTable(declarations: Declarations, name: string): string {
  return markdownTable(
    ['prop', 'type', 'default', 'meaning'],
    rowsOf(declarations, name, '').map(({ path, member }) => [
      markdownCode(path),
      alternatives(member.type),
      defaultOf(member),
      cell(member.paragraphs[0]!),
    ]),
  );
}

/** Props that nobody may write, and why. @param pathsOf  what stands before the props of each interface */
export function refusedPropsTable(declarations: Declarations, pathsOf: Readonly<Record<string, string>>): string {
  const rows = Object.entries(pathsOf).flatMap(([name, prefix]) =>
    declarations
      .membersOf(name)
      .filter(isRefused)
      .map((member) => [markdownCode(prefix + member.name), cell(member.paragraphs[0]!.replace(/^Refused: /, ''))]),
  );
  return markdownTable(['prop', 'refused because'], rows);
}

/** What a class offers: properties and methods that are not private. */
export function membersTable(declarations: Declarations, name: string): string {
  const members = declarations.membersOf(name).filter(({ isPrivate, name }) => !isPrivate && name !== 'constructor');
  return markdownTable(
    ['member', 'type', 'meaning'],
    members.map(({ name, parameters, type, paragraphs }) => [
      markdownCode(parameters === undefined ? name : `${name}(${parameters.join(', ')})`),
      markdownCode(type),
      cell(paragraphs[0]!),
    ]),
  );
}

interface Row {
  path: string;
  member: Member;
}

function rowsOf(declarations: Declarations, name: string, prefix: string): Row[] {
  const members = declarations.membersOf(name).filter((member) => !isRefused(member));
  return members.flatMap((member) => {
    const path = prefix + member.name;
    const inside = objectIn(member.type);
    if (inside === undefined || !declarations.isInterface(inside.name)) return [{ path, member }];
    return [{ path, member }, ...rowsOf(declarations, inside.name, `${path}${inside.step}.`)];
  });
}

/** `CustomEndpoint`, `AssociatedRole[]` and `Record<string, CustomEndpoint>` hold objects of one type. */
function objectIn(type: string): { name: string; step: string } | undefined {
  const [, entry, item, name] = /^(?:Record<string, (\w+)>|(\w+)\[\]|(\w+))$/.exec(type) ?? [];
  if (entry !== undefined) return { name: entry, step: '.*' };
  if (item !== undefined) return { name: item, step: '[]' };
  return name === undefined ? undefined : { name, step: '' };
}

const isRefused = ({ type }: Member) => type === 'never';

const defaultOf = ({ isOptional, byDefault }: Member) => (isOptional ? cell(byDefault ?? '') : 'required');

/** A union as words, since a `|` ends a cell. */
const alternatives = (type: string) =>
  type
    .split(/ \| (?![^<]*>)/)
    .map(markdownCode)
    .join(' or ');
