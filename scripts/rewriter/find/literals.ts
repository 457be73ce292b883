import ts from 'typescript';
import type { AppFile } from '../../checkout/app-files';
import { isJson, isScript } from '../../checkout/file-kinds';
import type { Span } from '../../checkout/source-text';

/**
 * String literals whose whole value is `value`, as the range between their quotes. Excluded are those that are not values: types,
 * property names, module names, and comparisons.
 */
export function findLiterals(file: AppFile, value: string): Span[] {
  // An escaped spelling of a version is legal and unheard of; looking for the plain one first saves the parsing.
  if (!file.text.includes(value)) return [];
  const source = parseSource(file);
  if (!source) return [];
  const found: Span[] = [];
  // The JSON parser sets no parents, so they are handed down.
  const visit = (node: ts.Node, parent: ts.Node) => {
    if (ts.isStringLiteralLike(node) && node.text === value && isOwnValue(node, parent)) {
      found.push(innerSpan(node, source));
    }
    ts.forEachChild(node, (child) => visit(child, node));
  };
  visit(source, source);
  return found;
}

const parsed = new WeakMap<AppFile, ts.SourceFile>();

/** Undefined for anything that is neither a script nor JSON. Parsing never fails; unreadable text contains no literals. */
export function parseSource(file: AppFile): ts.SourceFile | undefined {
  const known = parsed.get(file);
  const source = known ?? parse(file);
  if (source && !known) parsed.set(file, source);
  return source;
}

function parse({ path, text }: AppFile): ts.SourceFile | undefined {
  if (isJson(path)) return ts.parseJsonText(`/${path}`, text);
  if (!isScript(path)) return undefined;
  return ts.createSourceFile(`/${path}`, text, ts.ScriptTarget.Latest, true, scriptKind(path));
}

export function innerSpan(literal: ts.StringLiteralLike, source: ts.SourceFile): Span {
  return { start: literal.getStart(source) + 1, end: literal.getEnd() - 1 };
}

function scriptKind(path: string): ts.ScriptKind {
  if (path.endsWith('.tsx')) return ts.ScriptKind.TSX;
  if (path.endsWith('.jsx')) return ts.ScriptKind.JSX;
  return /\.[mc]?ts$/.test(path) ? ts.ScriptKind.TS : ts.ScriptKind.JS;
}

const comparisons = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

function isOwnValue(literal: ts.StringLiteralLike, parent: ts.Node): boolean {
  if (ts.isPropertyAssignment(parent)) return parent.initializer === literal;
  if (ts.isBinaryExpression(parent)) return !comparisons.has(parent.operatorToken.kind);
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression !== literal;
  return !(
    ts.isLiteralTypeNode(parent) ||
    ts.isCaseClause(parent) ||
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent) ||
    (ts.isClassElement(parent) && parent.name === literal) ||
    (ts.isTypeElement(parent) && parent.name === literal) ||
    (ts.isEnumMember(parent) && parent.name === literal)
  );
}
