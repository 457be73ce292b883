import ts from 'typescript';

/** Questions about a node that its syntax alone answers. */

const isAssignment = ({ operatorToken: { kind } }: ts.BinaryExpression) =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** `version = …`, `count++` */
export function assignedBy(node: ts.Node): { target: ts.Expression; value?: ts.Expression } | undefined {
  if (ts.isBinaryExpression(node) && isAssignment(node)) return { target: node.left, value: node.right };
  const counts = ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node);
  return counts && /PlusPlus|MinusMinus/.test(ts.SyntaxKind[node.operator]!) ? { target: node.operand } : undefined;
}

/** The value of a variable that cannot be reassigned. */
export const constantOf = (node: ts.Node): ts.Expression | undefined =>
  ts.isVariableDeclaration(node) && node.parent.flags & ts.NodeFlags.Const ? node.initializer : undefined;

export const bodyOf = (node: ts.Node) => (node as Partial<ts.FunctionLikeDeclaration>).body;

export const isCall = (node: ts.Node): node is ts.CallExpression | ts.NewExpression =>
  ts.isCallExpression(node) || ts.isNewExpression(node);

export const isWrapper = (node: ts.Node) =>
  ts.isParenthesizedExpression(node) ||
  ts.isNonNullExpression(node) ||
  ts.isAsExpression(node) ||
  ts.isSatisfiesExpression(node) ||
  ts.isAwaitExpression(node);

/** The last name in it, without quotes. */
export function textOf(node: ts.Node): string {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  return ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isPrivateIdentifier(node) ? node.text : '';
}

/** `a` in `a.b().c[0]` */
export function rootOf(node: ts.Node): ts.Node {
  const inner = (node as Partial<ts.CallExpression>).expression;
  return inner === undefined ? node : rootOf(inner);
}

/** `new AuroraCluster(this, 'orders', { … })`, `addCluster(this, '15.6')`: an argument is used, not chosen. */
export function createsConstruct(node: ts.Node): boolean {
  if (!isCall(node) || node.arguments === undefined || node.arguments.length < 2) return false;
  const scope = node.arguments[0]!;
  if (ts.isLiteralExpression(scope) || ts.isObjectLiteralExpression(scope)) return false;
  if (ts.isNewExpression(node)) return true;
  return scope.kind === ts.SyntaxKind.ThisKeyword || /(stack|scope|app|parent|construct)$/i.test(textOf(scope));
}

export const isSuperCall = (node: ts.Node) =>
  ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword;

/** Constructs looked up in their tree. */
export const isFound = (node: ts.Node) =>
  ts.isCallExpression(node)
    ? /^(findChild|tryFindChild|findAll)$/.test(textOf(node.expression))
    : ts.isPropertyAccessExpression(node) && node.name.text === 'children' && textOf(node.expression) === 'node';

/** An object with a property of such a name, or an assignment to it: `overrides.version = '15.10'`. */
export function saysOneOf(node: ts.Node, isName: (text: string) => boolean): boolean {
  const isOne = (name: ts.Node | undefined) =>
    name !== undefined && (!(ts.isIdentifier(name) || ts.isStringLiteralLike(name)) || isName(name.text));
  if (ts.isObjectLiteralExpression(node)) return node.properties.some((each) => each.name && isOne(each.name));
  const { target, value } = (node.parent && assignedBy(node.parent)) ?? {};
  if (target === undefined || value !== node) return false;
  if (ts.isPropertyAccessExpression(target)) return isOne(target.name);
  return ts.isElementAccessExpression(target) && isOne(target.argumentExpression);
}

/** `require('./versions')`, `import('./versions')` */
export const isImportCall = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) &&
  node.arguments.length > 0 &&
  (node.expression.kind === ts.SyntaxKind.ImportKeyword || textOf(node.expression) === 'require');

/** `this` of a class that has a name, rather than of an object or of a function's caller. */
export function isOfClass(node: ts.Node): boolean {
  const around = ts.findAncestor(node.parent, (each) =>
    ts.isFunctionLike(each) ? !ts.isArrowFunction(each) : ts.isClassElement(each),
  );
  const owner = around?.parent;
  return owner !== undefined && ts.isClassLike(owner) && owner.name !== undefined;
}

/** `this`, `super`, `arguments` */
export const isImplied = (node: ts.Node) =>
  node.kind === ts.SyntaxKind.ThisKeyword ||
  node.kind === ts.SyntaxKind.SuperKeyword ||
  (ts.isIdentifier(node) && node.text === 'arguments');

export const contextReader = /^(tryGetContext|getContext|getAllContext)$/;

/** Methods that answer yes or no about their argument. */
export const asking = /^(startsWith|endsWith|includes|has|every|some|test|is[A-Z]\w*)$/;

/** Methods that add to a list or a map. */
export const filling = /^(push|unshift|splice|set|add|fill|assign)$/;

export function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
