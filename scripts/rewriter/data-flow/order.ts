import ts from 'typescript';
import { filling, isCall, textOf } from './syntax';

/** Which position a value has in a list, and what selects a certain position. Syntax only. */

/** `[...(isProd ? ['15.10'] : []), '15.6']`, `[process.env.VERSION, '15.6'].find(Boolean)` */
export function elementsBefore(parent: ts.Node, child: ts.Node): ts.Expression[] {
  if (!ts.isArrayLiteralExpression(parent)) return [];
  const before = parent.elements.slice(0, parent.elements.indexOf(child as ts.Expression));
  const isSifted = /^(find|filter)/.test(textOf(parent.parent));
  return before.flatMap((each) => {
    if (ts.isSpreadElement(each)) return [each.expression];
    return isSifted && !ts.isObjectLiteralExpression(each) ? [each] : [];
  });
}

/** A list that is reduced to one value, where the first or the last of a kind wins: `new Map(list)`, `list.reduce(…)`. */
export function condensed(parent: ts.Node, child: ts.Node): ts.Expression | undefined {
  const list = child as ts.Expression;
  if (ts.isPropertyAccessExpression(parent)) return /^reduce/.test(parent.name.text) ? list : undefined;
  if (!isCall(parent) || parent.expression === child) return undefined;
  const { expression: callee } = parent;
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'concat') return callee.expression;
  if (ts.isSpreadElement(list)) return textOf(callee) === 'assign' ? list.expression : undefined;
  return /^(fromEntries|Map)$/.test(textOf(callee)) ? list : undefined;
}

/** What was added to the list before: `list.push('15.10')`. */
export function filledBefore(call: ts.Node): ts.CallExpression[] {
  const list = listOf(call);
  if (list === undefined) return [];
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (node.pos >= call.pos) return;
    if (ts.isCallExpression(node) && listOf(node) === list) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(call.getSourceFile());
  return found;
}

function listOf(call: ts.Node): string | undefined {
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const { name, expression } = call.expression;
  return filling.test(name.text) && name.text !== 'set' ? expression.getText() : undefined;
}
