import ts from 'typescript';
import type { AppFile } from '../../checkout/app-files';
import { isJson } from '../../checkout/file-kinds';
import type { Place } from '../../checkout/source-text';
import { placeOf, type Span } from '../../checkout/source-text';
import type { Candidate, Change } from '../find/candidate';
import { connectedFiles } from './connected-files';
import { type Choice, decided, findLookup, isChoosing, jsonPath, jsonRoots } from './stage-lookup';
import { Origins } from './value-origin';

/**
 * Where another environment would take another value than this literal (or property), or this one for another purpose. The
 * synthesis cannot see that: it runs in one environment. The rule, on the code that surrounds the literal:
 *
 * - A literal that is one side of a choice (`a ? x : y`, `??`, `||`, `if`, `switch`, an early return, a later assignment) is
 *   stage-dependent unless what decides comes from the code alone: constants, lists that are looped over.
 * - A default value of a parameter or of a destructured property is stage-dependent if what it stands in for comes from the
 *   environment.
 * - A name that holds the literal and is itself one side of a `?:`, `??` or `||` makes it stage-dependent if the environment
 *   decides: `isProd ? prod : dev`.
 * - An object, an array or a JSON file that holds the literal makes it stage-dependent if it is indexed or searched by a value
 *   from the environment: `versions[process.env.STAGE]`. A key that cannot be followed is let pass: the entry is only what
 *   that key names.
 * - A choice around the creation of a construct (`if (stage === 'prod') new AuroraCluster(this, …)`) does not count: where the
 *   cluster does not exist, its version does not either. Nor does a file that is chosen by its name (`config/prod.json`).
 * - A value that the edit gives another name, takes out, or puts a version beside, makes it stage-dependent if it comes from the
 *   environment itself.
 *
 * Not followed: a choice between functions that return literals, what a function does with a literal that it is given, `if`
 * around another use of a name that holds it. `__tests__/rewriter/strange-apps.ts` lists what is seen and what is not.
 *
 * "Environment" is `process.env`, arguments, cdktf's context, and what other programs print.
 */
export function findStageDependence(files: readonly AppFile[], { changes, values }: Candidate): Place | undefined {
  const own = files.filter((file) => !file.notOwn);
  const touched = changes.map(({ file }) => file);
  const origins = new Origins(connectedFiles(own, touched));
  for (const change of changes) {
    const choice = isJson(change.file.path)
      ? findLookup(origins, jsonRoots(origins, change.file), jsonPath(change), { json: change.file })
      : findChoice(origins, change);
    if (choice) return placeOfChoice(choice);
  }
  for (const { file, ...span } of values) {
    const value = nodeOf(origins, file, span);
    if (value && origins.of(value) === 'environment') return placeOfChoice(decided(value, value, 'environment'));
  }
  return undefined;
}

function placeOfChoice({ node, why }: Choice): Place {
  const source = node.getSourceFile();
  const span = { start: node.getStart(source), end: node.getEnd() };
  return placeOf(source.fileName.slice(1), source.text, span, why);
}

function findChoice(origins: Origins, { file, span }: Change): Choice | undefined {
  let child: ts.Node | undefined = nodeOf(origins, file, span);
  const path: string[] = [];
  /** Beyond the creation of a construct only lookups count. */
  let created = false;
  while (child?.parent) {
    const { parent }: ts.Node = child;
    const choice = created ? undefined : choiceAt(origins, parent, child);
    if (choice) return choice;
    if (createsConstruct(parent, child)) created = true;
    if (ts.isPropertyAssignment(parent)) path.unshift(parent.name.getText().replaceAll(/['"]/g, ''));
    if (ts.isArrayLiteralExpression(parent)) path.unshift(String(parent.elements.indexOf(child as ts.Expression)));
    if (isIndexed(parent, child) && keyOf(origins, parent) === 'environment') {
      return decided(parent, (parent as ts.ElementAccessExpression).argumentExpression, 'environment');
    }
    const root = rootSymbol(origins, parent, child);
    if (root) return findLookup(origins, new Set([root]), path, { created });
    if (ts.isFunctionLike(parent) && !ts.isParameter(child)) return undefined;
    child = parent;
  }
  return undefined;
}

function choiceAt(origins: Origins, parent: ts.Node, child: ts.Node): Choice | undefined {
  const unlessCode = (node: ts.Node, by: ts.Node) => {
    const origin = origins.of(by);
    return origin === 'code' ? undefined : decided(node, by, origin);
  };
  if (ts.isConditionalExpression(parent) && child !== parent.condition) return unlessCode(parent, parent.condition);
  if (ts.isBinaryExpression(parent) && isChoosing(parent) && child === parent.right)
    return unlessCode(parent, parent.left);
  if (ts.isIfStatement(parent) && child !== parent.expression) return unlessCode(parent.expression, parent.expression);
  if (ts.isCaseOrDefaultClause(parent)) {
    const { expression } = parent.parent.parent;
    const cases = parent.parent.clauses.filter(ts.isCaseClause).map((clause) => clause.expression);
    for (const by of [expression, ...cases]) {
      const choice = unlessCode(by, by);
      if (choice) return choice;
    }
  }
  if (ts.isParameter(parent) && child === parent.initializer) {
    return origins.ofParameter(parent) === 'environment' ? decided(parent, parent.name, 'environment') : undefined;
  }
  if (ts.isBindingElement(parent) && child === parent.initializer) {
    return origins.of(parent.name) === 'environment' ? decided(parent, parent.name, 'environment') : undefined;
  }
  if (ts.isBlock(parent) && containsReturn(child)) {
    for (const earlier of parent.statements.slice(0, parent.statements.indexOf(child as ts.Statement))) {
      const condition = ts.isIfStatement(earlier) || ts.isSwitchStatement(earlier) ? earlier.expression : undefined;
      const choice = condition && containsReturn(earlier) ? unlessCode(condition, condition) : undefined;
      if (choice) return choice;
    }
  }
  if (ts.isVariableDeclaration(parent) && child === parent.initializer) {
    for (const assignment of origins.assignments(parent)) {
      const choice = unlessCode(assignment, assignment.right) ?? choiceAround(origins, assignment);
      if (choice) return choice;
    }
  }
  return undefined;
}

/** The first `if` or `switch` around a statement, within its function. */
function choiceAround(origins: Origins, node: ts.Node): Choice | undefined {
  for (let child = node; child.parent && !ts.isFunctionLike(child.parent); child = child.parent) {
    const choice = choiceAt(origins, child.parent, child);
    if (choice) return choice;
  }
  return undefined;
}

function rootSymbol(origins: Origins, parent: ts.Node, child: ts.Node): ts.Symbol | undefined {
  const holds = ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent);
  if (holds && parent.initializer === child) return origins.symbol(parent.name);
  return ts.isExportAssignment(parent)
    ? origins.checker.getSymbolAtLocation(parent.getSourceFile())?.exports?.get(ts.InternalSymbolName.Default)
    : undefined;
}

/** `new AuroraCluster(this, 'orders', { … })`, `addCluster(this, '15.6')`: what is given is used, not chosen. */
function createsConstruct(parent: ts.Node, child: ts.Node): boolean {
  if (!ts.isNewExpression(parent) && !ts.isCallExpression(parent)) return false;
  const [scope] = parent.arguments ?? [];
  const isScope = scope !== undefined && (scope.kind === ts.SyntaxKind.ThisKeyword || ts.isIdentifier(scope));
  return isScope && child !== scope && child !== parent.expression;
}

const isIndexed = (parent: ts.Node, child: ts.Node) =>
  ts.isElementAccessExpression(parent) && parent.expression === child;
const keyOf = (origins: Origins, node: ts.Node) => origins.of((node as ts.ElementAccessExpression).argumentExpression);

function containsReturn(node: ts.Node): boolean {
  if (ts.isReturnStatement(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => containsReturn(child) || undefined) ?? false;
}

/** The literal between whose quotes the span lies, or the value that stands there, or that of the property that does. */
function nodeOf(origins: Origins, file: AppFile, { start, end }: Span): ts.Node | undefined {
  const source = origins.source(file);
  if (!source) return undefined;
  const visit = (node: ts.Node): ts.Node | undefined => {
    const [from, to] = [node.getStart(source), node.getEnd()];
    if (end < from || to < start) return undefined;
    const inner = ts.forEachChild(node, visit);
    if (inner) return inner;
    if (ts.isStringLiteralLike(node) && from + 1 === start && to - 1 === end) return node;
    if (from !== start || to !== end) return undefined;
    return ts.isPropertyAssignment(node) ? node.initializer : node;
  };
  return visit(source);
}
