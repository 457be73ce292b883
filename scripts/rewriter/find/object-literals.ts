import ts from 'typescript';
import type { AppFile } from '../../checkout/app-files';
import { isJson } from '../../checkout/file-kinds';
import type { Span } from '../../checkout/source-text';
import { innerSpan, parseSource } from './literals';

/** `key: value`, or a shorthand `key`, as written in an object literal or a JSON object. */
export interface Property extends Span {
  name: string;
  /** With its quotes. */
  key: Span;
  /** What stands for the value: of a shorthand the key itself. */
  value: Span;
  shorthand: boolean;
  /** Between the quotes of a value that is a string literal, and what it says. */
  literal?: Span & { says: string };
}

/** One member of an object, including spreads and methods: its range, and where its comma ends. */
export interface Member extends Span {
  /** Behind the comma before it, or behind the brace. */
  from: number;
  /** Behind its own comma; without one, its end. */
  to: number;
  property?: Property;
}

export interface ObjectLiteral extends Span {
  file: AppFile;
  members: Member[];
  /** Where it is spread into another one: `...{ … }`, `...(old ? { … } : {})`. */
  spread?: Spread;
}

interface Spread {
  into: ObjectLiteral;
  member: Member;
  /** Whether what is spread is this object, or nothing. */
  orNothing: boolean;
}

/** The object literals of a script, and the objects of a JSON file, that have a property which `wanted` accepts. */
export function findObjects(file: AppFile, wanted: (property: Property) => boolean): ObjectLiteral[] {
  const source = parseSource(file);
  if (!source) return [];
  const found: ObjectLiteral[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isObjectLiteralExpression(node)) {
      const object = read(node, source, file);
      if (object.members.some(({ property }) => property && wanted(property))) {
        found.push({ ...object, spread: isJson(file.path) ? undefined : spreadOf(node, source, file) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

export function propertyOf({ members }: ObjectLiteral, name: string): Property | undefined {
  const all = members.flatMap(({ property }) => (property?.name === name ? [property] : []));
  // Of two with one name only the last counts, and nobody means both.
  return all.length === 1 ? all[0] : undefined;
}

function membersOf(object: ts.ObjectLiteralExpression, source: ts.SourceFile): Member[] {
  const nodes = object.properties;
  return nodes.map((node, index) => ({
    start: node.getStart(source),
    end: node.getEnd(),
    from: node.pos,
    to: nodes[index + 1]?.pos ?? nodes.end,
    property: readProperty(node, source),
  }));
}

function readProperty(node: ts.ObjectLiteralElementLike, source: ts.SourceFile): Property | undefined {
  const whole = { start: node.getStart(source), end: node.getEnd() };
  if (ts.isShorthandPropertyAssignment(node)) {
    return { ...whole, name: node.name.text, key: whole, value: whole, shorthand: true };
  }
  if (!ts.isPropertyAssignment(node)) return undefined;
  const { name, initializer } = node;
  const said = ts.isComputedPropertyName(name) ? name.expression : name;
  if (!ts.isStringLiteralLike(said) && !(ts.isIdentifier(said) && said === name)) return undefined;
  return {
    ...whole,
    name: said.text,
    key: { start: name.getStart(source), end: name.getEnd() },
    value: { start: initializer.getStart(source), end: initializer.getEnd() },
    shorthand: false,
    literal: ts.isStringLiteralLike(initializer)
      ? { ...innerSpan(initializer, source), says: initializer.text }
      : undefined,
  };
}

const read = (node: ts.ObjectLiteralExpression, source: ts.SourceFile, file: AppFile): ObjectLiteral => ({
  file,
  start: node.getStart(source),
  end: node.getEnd(),
  members: membersOf(node, source),
});

function spreadOf(object: ts.ObjectLiteralExpression, source: ts.SourceFile, file: AppFile): Spread | undefined {
  let orNothing = true;
  let child: ts.Node = object;
  let node: ts.Node = object.parent;
  while (ts.isParenthesizedExpression(node) || ts.isConditionalExpression(node) || ts.isBinaryExpression(node)) {
    if (ts.isConditionalExpression(node)) {
      const other = node.whenTrue === child ? node.whenFalse : node.whenTrue;
      orNothing &&= /^(\{\s*\}|undefined|null)$/.test(other.getText(source));
    }
    [child, node] = [node, node.parent];
  }
  if (!ts.isSpreadAssignment(node) || !ts.isObjectLiteralExpression(node.parent)) return undefined;
  const into = read(node.parent, source, file);
  return { into, member: into.members[node.parent.properties.indexOf(node)]!, orNothing };
}
