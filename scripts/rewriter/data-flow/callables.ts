import ts from 'typescript';
import { bodyOf, constantOf, isCall } from './syntax';

/** Functions, methods and constructors, and how a program refers to them. Syntax only. */

export type Call = ts.CallExpression | ts.NewExpression;

/** `pick.call(…)` */
export const isIndirect = (callee: ts.Expression) =>
  ts.isPropertyAccessExpression(callee) && /^(call|apply|bind)$/.test(callee.name.text);

/** What a declaration declares, or what a value is, if that is a function; a variable may hold another one later. */
export function functionOf(node: ts.Node): ts.SignatureDeclaration | undefined {
  if (ts.isFunctionLike(node)) return node;
  const value = constantOf(node);
  return value && functionOf(value);
}

export const nameOf = (callable: ts.SignatureDeclaration): ts.Node | undefined => {
  const named = ts.isConstructorDeclaration(callable) ? callable.parent : callable;
  return (named as ts.NamedDeclaration).name ?? (named.parent as ts.NamedDeclaration | undefined)?.name;
};

export const isMember = (callable: ts.Node) =>
  (ts.isClassElement(callable) && !ts.isConstructorDeclaration(callable)) || ts.isObjectLiteralElement(callable.parent);

export const isField = (node: ts.Node) => ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent);

/** A mention that neither declares nor calls it. */
export const isPassedOn = (node: ts.Expression) => {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name.text === 'bind') return true;
  if (isCall(parent)) return parent.expression !== node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return ts.isExpression(parent)
    ? !(ts.isPropertyAccessExpression(parent) || ts.isFunctionLike(parent) || ts.isClassLike(parent))
    : (parent as { initializer?: ts.Node }).initializer === node ||
        ts.isReturnStatement(parent) ||
        ts.isYieldExpression(parent);
};

/** Anything other than functions that return nothing. */
export function givesBack(node: ts.Node): boolean {
  if (!ts.isFunctionLike(node)) return true;
  const body = bodyOf(node);
  if (body === undefined || !ts.isBlock(body)) return body !== undefined && givesBack(body);
  const visit = (each: ts.Node): boolean =>
    ts.isReturnStatement(each)
      ? each.expression !== undefined && givesBack(each.expression)
      : !ts.isFunctionLike(each) && (ts.forEachChild(each, (child) => visit(child) || undefined) ?? false);
  return visit(body);
}
