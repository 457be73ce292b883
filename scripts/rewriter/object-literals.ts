import ts from 'typescript';
import { type AppFile, isJson } from './app-files';
import { innerSpan, parseSource } from './literals';
import type { Span } from './source-text';

/** `key: value`, or a shorthand `key`, as it stands in an object literal or a JSON object. */
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

/** One member of an object, spreads and methods included: where it stands, and where its comma ends. */
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
  /** Whether it is spread into another one: `...{ … }`, `...(old ? { … } : {})`. */
  spread: boolean;
}

/** The object literals of a script, and the objects of a JSON file, that have a property which `wanted` takes. */
export function findObjects(file: AppFile, wanted: (property: Property) => boolean): ObjectLiteral[] {
  const source = parseSource(file);
  if (!source) return [];
  const found: ObjectLiteral[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isObjectLiteralExpression(node)) {
      const members = membersOf(node, source);
      if (members.some(({ property }) => property && wanted(property))) {
        const spread = !isJson(file.path) && isSpread(node);
        found.push({ file, start: node.getStart(source), end: node.getEnd(), members, spread });
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
  if (!ts.isIdentifier(name) && !ts.isStringLiteral(name)) return undefined;
  return {
    ...whole,
    name: name.text,
    key: { start: name.getStart(source), end: name.getEnd() },
    value: { start: initializer.getStart(source), end: initializer.getEnd() },
    shorthand: false,
    literal: ts.isStringLiteralLike(initializer)
      ? { ...innerSpan(initializer, source), says: initializer.text }
      : undefined,
  };
}

/** Conditions and parentheses between the spread and the object count for nothing. */
function isSpread(object: ts.ObjectLiteralExpression): boolean {
  let node: ts.Node = object.parent;
  while (ts.isParenthesizedExpression(node) || ts.isConditionalExpression(node) || ts.isBinaryExpression(node)) {
    node = node.parent;
  }
  return ts.isSpreadAssignment(node);
}
