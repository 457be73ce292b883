import ts from 'typescript';
import type { Call } from './callables';
import type { Calls } from './calls';
import { decidersAround } from './deciders';
import type { Names } from './names';
import { isCall, rootOf, textOf } from './syntax';

/** Stands for what was not examined; it counts as coming from the environment. */
export const tooMany = ts.factory.createIdentifier('process');

/** Functions on the way. */
const limit = 30;

/**
 * What decides whether a node is reached, in its function and on every path on which the app calls it. If there are too many paths,
 * whatever is not examined counts as decided by the environment.
 */
export function decidersReaching(node: ts.Node, calls: Calls, seen = new Set<ts.Node>()): ts.Node[] {
  const found: ts.Node[] = decidersAround(node);
  const callable = ts.findAncestor(node.parent, (each) => ts.isFunctionLike(each) || ts.isSourceFile(each));
  if (callable === undefined || seen.has(callable)) return found;
  seen.add(callable);
  if (seen.size > limit) return [...found, tooMany];
  for (const site of sitesOf(callable, calls)) {
    // `bus.on('prod', () => …)`
    if (site === callable.parent && !isWalk(site, calls)) found.push(...ownerOf(site));
    // `make[stage]()`
    const { expression: callee } = site;
    const isNamed = ts.isIdentifier(callee) || ts.isPropertyAccessExpression(callee);
    if (!isNamed || calls.isUnnamed(site)) found.push(callee);
    for (const decider of decidersReaching(site, calls, seen)) found.push(decider);
    if (seen.size > limit) break;
  }
  return found;
}

function sitesOf(callable: ts.Node, calls: Calls): readonly (ts.CallExpression | ts.NewExpression)[] {
  if (ts.isSourceFile(callable)) return calls.importsOf(callable);
  if (isCall(callable.parent)) return [callable.parent];
  const signature = callable as ts.SignatureDeclaration;
  return [...calls.callsOf(signature), ...calls.unnamedOf(signature)];
}

const ownerOf = ({ expression }: ts.Node & { expression: ts.Node }) =>
  ts.isPropertyAccessExpression(expression) ? [expression.expression] : [];

/** Of what a list holds: `list.forEach((each) => …)`. */
const isWalk = ({ expression: callee }: Call, calls: Calls) =>
  calls.isOwn(callee) ||
  /^(forEach|map|flatMap|filter|find\w*|some|every|reduce\w*|sort|toSorted|then)$/.test(textOf(callee));

/** Of an assignment. A function's own variable is a new one for each call. */
export function decidersOf(assignment: ts.Node, target: ts.Node, names: Names, calls: Calls): ts.Node[] {
  const declaration = ts.isIdentifier(target) ? names.declaration(target) : undefined;
  const callable = ts.findAncestor(assignment, ts.isFunctionLike);
  const isOwn = callable && declaration && ts.findAncestor(declaration, (each) => each === callable);
  const isNew = callable && ts.isConstructorDeclaration(callable) && rootOf(target).kind === ts.SyntaxKind.ThisKeyword;
  return isOwn || isNew ? decidersAround(assignment) : decidersReaching(assignment, calls);
}
