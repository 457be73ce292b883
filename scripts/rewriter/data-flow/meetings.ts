import ts from 'typescript';
import type { Call } from './callables';
import type { Calls } from './calls';
import { asking, assignedBy, contextReader, createsConstruct, filling, isCall, textOf } from './syntax';

/**
 * What a value, or what holds it, meets on its way out of an expression that may pick it, or something else in its place: a key,
 * what is searched for, what a function is given beside it.
 */
export function metBy(parent: ts.Node, child: ts.Node, calls: Calls): readonly ts.Node[] {
  if (ts.isTaggedTemplateExpression(parent)) return [parent.tag, parent.template];
  if (ts.isElementAccessExpression(parent)) return parent.expression === child ? [parent.argumentExpression] : [];
  if (ts.isPropertyAccessExpression(parent)) return isCall(parent.parent) ? askedOf(parent, parent.parent, calls) : [];
  if (isCall(parent)) return parent.expression === child ? givenTo(child, parent, calls) : beside(parent, child, calls);
  const { name, initializer } = parent as { name?: ts.Node; initializer?: ts.Node };
  if (name && initializer === child) return ts.isComputedPropertyName(name) ? [name.expression] : [];
  const target = assignedBy(parent)?.target;
  return target && target !== child && ts.isElementAccessExpression(target) ? [target.argumentExpression] : [];
}

/** `list.find((each) => …)`, `map.get(key)`, `version.replace(…)`; what a callback does is seen in itself. */
function askedOf(callee: ts.PropertyAccessExpression, call: Call, calls: Calls): readonly ts.Node[] {
  const method = callee.name.text;
  const given = call.arguments ?? [];
  if (call.expression !== callee || asking.test(method) || calls.isMethod(callee)) return [];
  if (filling.test(method)) return method === 'set' ? given.slice(0, 1) : [];
  if (/^(pop|shift|at)$/.test(method)) return [callee.expression, ...given];
  // `list.filter(Boolean)`: what is in it says what is picked.
  const saysItself = /^(find|filter|sort|toSorted)/.test(method) && !given.some((each) => calls.isOfApp(each));
  if (saysItself && !ts.isArrayLiteralExpression(callee.expression)) return [callee.expression];
  return picking.test(method) ? given : given.filter((each) => !ts.isFunctionLike(each));
}

/** A function that gives it back, of which the code is not there: `tryGetContext(key)`. */
function givenTo(callee: ts.Node, call: Call, calls: Calls): readonly ts.Node[] {
  const isMethod = ts.isPropertyAccessExpression(callee) && !contextReader.test(callee.name.text);
  return isMethod || calls.isOwn(call.expression) ? [] : (call.arguments ?? []);
}

const picking = /^(find|filter|sort|toSorted|get|at)|^(slice|splice)$/;

/** `Reflect.get(versions, key)`. What a function of the app's own does is seen there; paths are names of files. */
function beside(call: Call, child: ts.Node, calls: Calls): readonly ts.Node[] {
  const { expression: callee } = call;
  const method = textOf(callee);
  if (/^(race|any)$/.test(method)) return call.arguments ?? [];
  // `load().catch(() => '15.6')`
  if (method === 'catch' || (method === 'then' && child === call.arguments?.[1])) return [callee];
  if (createsConstruct(call) || calls.isOwn(callee) || /^(assign|join|resolve|push|unshift|add)$/.test(method))
    return [];
  // Its result is not taken: `console.log(version, stage)`.
  if (ts.isExpressionStatement(call.parent) && method !== 'set') return [];
  const others = (call.arguments ?? []).filter((each) => each !== child && !ts.isFunctionLike(each));
  return ts.isPropertyAccessExpression(callee) && !calls.isForeign(callee) ? others : [callee, ...others];
}

/** Spreads, or sources of `Object.assign`, that override what is written before them. */
export function spreadOver(parent: ts.Node, child: ts.Node): ts.Expression[] {
  if (ts.isObjectLiteralExpression(parent)) {
    const after = parent.properties.slice(parent.properties.indexOf(child as ts.ObjectLiteralElementLike) + 1);
    return after.flatMap((each) => (ts.isSpreadAssignment(each) ? [each.expression] : []));
  }
  if (!ts.isCallExpression(parent) || textOf(parent.expression) !== 'assign') return [];
  return parent.arguments.slice(parent.arguments.indexOf(child as ts.Expression) + 1);
}

const mayMeanVersion = (path: ts.Node | undefined) =>
  path !== undefined && (!ts.isStringLiteralLike(path) || /engine_version/.test(path.text));

/** Operations that remove something from what holds the value, replace it, or change its order. */
export function mutated(node: ts.Node): ts.Expression | undefined {
  if (ts.isDeleteExpression(node)) return (node.expression as ts.PropertyAccessExpression).expression;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression: owner, name } = node.expression;
  if (/^addOverride$/.test(name.text)) return mayMeanVersion(node.arguments[0]) ? node.expression : undefined;
  if (/^(definePropert(y|ies)|setPrototypeOf|deleteProperty)$/.test(name.text)) return node.arguments[0];
  if (textOf(owner) === 'Reflect' && name.text === 'set') return node.arguments[0];
  return /^(unshift|splice|shift|pop|sort|reverse|set|delete|clear|fill|copyWithin|next|__define[GS]etter__)$/.test(
    name.text,
  )
    ? owner
    : undefined;
}
