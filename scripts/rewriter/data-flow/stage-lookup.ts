import ts from 'typescript';
import type { AppFile } from '../../checkout/app-files';
import { shorten } from '../../checkout/source-text';
import type { Change } from '../find/candidate';
import type { Origin, Origins } from './value-origin';

/** What picks between this literal and something else, and why that may differ elsewhere. */
export interface Choice {
  node: ts.Node;
  why: string;
}

export const decided = (node: ts.Node, by: ts.Node, origin: Origin): Choice => ({
  node,
  why: `it is decided by \`${shorten(by.getText())}\`, which ${
    origin === 'environment' ? 'comes from the environment' : 'may differ elsewhere'
  }`,
});

/** A use of one of the roots that the environment picks, or picks from, on the way to the literal. `created`: what the roots hold is a construct. */
export function findLookup(
  origins: Origins,
  roots: Set<ts.Symbol>,
  path: string[],
  { json, created = false }: { json?: AppFile; created?: boolean } = {},
): Choice | undefined {
  const name = json?.path.split('/').at(-1);
  const derives = (node: ts.Node): string[] | undefined => {
    if (ts.isIdentifier(node)) {
      const symbol = origins.symbol(node);
      return symbol && roots.has(symbol) ? [] : undefined;
    }
    if (ts.isPropertyAccessExpression(node)) {
      const names = derives(node.expression);
      // A JSON module's default export is the file itself.
      return names && (node.name.text === 'default' ? names : [...names, node.name.text]);
    }
    if (ts.isElementAccessExpression(node)) {
      const names = derives(node.expression);
      const key = node.argumentExpression;
      return names && [...names, ts.isStringLiteralLike(key) || ts.isNumericLiteral(key) ? key.text : '*'];
    }
    if (ts.isAsExpression(node) || ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node)) {
      return derives(node.expression);
    }
    if (ts.isAwaitExpression(node) || ts.isSatisfiesExpression(node)) return derives(node.expression);
    // JSON.parse(readFileSync('versions.json')), require('./versions.json'), Object.values(versions)
    if (ts.isCallExpression(node)) {
      if (name && node.arguments.some((argument) => mentions(argument, name))) return [];
      return node.arguments.some((argument) => derives(argument)) ? ['*'] : undefined;
    }
    return undefined;
  };
  const visit = (node: ts.Node): Choice | undefined => {
    if (ts.isElementAccessExpression(node)) {
      // Where a value comes from is the dear question: asked only of what leads to the literal.
      const names = derives(node.expression);
      if (names && leadsTo(names, path) && origins.of(node.argumentExpression) === 'environment') {
        return decided(node, node.argumentExpression, 'environment');
      }
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.arguments[0]) {
      const searches = /^(find|findLast|filter|at|get)$/.test(node.expression.name.text);
      const names = searches ? derives(node.expression.expression) : undefined;
      const [by] = node.arguments;
      if (names && leadsTo(names, path) && pickedByEnvironment(origins, by)) return decided(node, by, 'environment');
    }
    for (const { by, outcomes } of created ? [] : choicesOf(node)) {
      const chosen = outcomes.some((outcome) => {
        const names = derives(outcome);
        return names !== undefined && leadsTo(names, path, path.length);
      });
      if (chosen && origins.of(by) === 'environment') return decided(node, by, 'environment');
    }
    return ts.forEachChild(node, visit);
  };
  for (const source of origins.sources) {
    const choice = source.fileName.endsWith('.json') ? undefined : visit(source);
    if (choice) return choice;
  }
  return undefined;
}

const pickedByEnvironment = (origins: Origins, by: ts.Node) =>
  ts.isArrowFunction(by) || ts.isFunctionExpression(by)
    ? origins.mentionsEnvironment(by.body)
    : origins.of(by) === 'environment';

const leadsTo = (names: string[], path: string[], most = Math.max(0, path.length - 1)) =>
  names.length <= most && names.every((name, index) => name === '*' || name === path[index]);

/** `isProd ? versions.prod : versions.dev`, `process.env.VERSION ?? versions.dev`. */
function choicesOf(node: ts.Node): { by: ts.Expression; outcomes: ts.Expression[] }[] {
  if (ts.isConditionalExpression(node)) return [{ by: node.condition, outcomes: [node.whenTrue, node.whenFalse] }];
  return ts.isBinaryExpression(node) && isChoosing(node) ? [{ by: node.left, outcomes: [node.right] }] : [];
}

const choosing = [
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
];
export const isChoosing = (node: ts.BinaryExpression) => choosing.includes(node.operatorToken.kind);

/** Variables and imports that hold the JSON file's content. */
export function jsonRoots(origins: Origins, file: AppFile): Set<ts.Symbol> {
  const name = file.path.split('/').at(-1)!;
  const roots = new Set<ts.Symbol>();
  const add = (node: ts.Node | undefined) => {
    const symbol = node && origins.checker.getSymbolAtLocation(node);
    if (symbol) roots.add(symbol).add(origins.symbol(node) ?? symbol);
  };
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node) && mentions(node.moduleSpecifier, name)) {
      const clause = node.importClause;
      const bindings = clause?.namedBindings;
      add(clause?.name);
      add(bindings && ts.isNamespaceImport(bindings) ? bindings.name : undefined);
    }
    if (ts.isVariableDeclaration(node) && node.initializer && mentions(node.initializer, name)) add(node.name);
    ts.forEachChild(node, visit);
  };
  for (const source of origins.sources) visit(source);
  return roots;
}

/** Keys and indices that lead to what stands there in a JSON file. */
export function jsonPath({ file, span: { start } }: Change): string[] {
  const source = ts.parseJsonText(file.path, file.text);
  const path: string[] = [];
  const visit = (node: ts.Node): void => {
    const children: ts.Node[] = ts.isArrayLiteralExpression(node) ? [...node.elements] : [];
    if (!ts.isArrayLiteralExpression(node)) ts.forEachChild(node, (each) => void children.push(each));
    const index = children.findIndex((each) => each.getStart(source) <= start && start < each.getEnd());
    const child = children[index];
    if (!child) return;
    if (ts.isArrayLiteralExpression(node)) path.push(String(index));
    if (ts.isPropertyAssignment(child) && ts.isStringLiteral(child.name)) path.push(child.name.text);
    visit(child);
  };
  visit(source);
  return path;
}

function mentions(node: ts.Node, name: string): boolean {
  if (ts.isStringLiteralLike(node) && (node.text === name || node.text.endsWith(`/${name}`))) return true;
  return ts.forEachChild(node, (child) => mentions(child, name) || undefined) ?? false;
}
