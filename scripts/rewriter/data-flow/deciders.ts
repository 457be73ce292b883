import ts from 'typescript';
import { isCall } from './syntax';

/** What decides whether a value counts, or whether a statement is reached. Syntax only, within one function. */

const choosing = new Set([
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
]);

/** At `parent`, about the value of `child`. */
export function decidersAt(parent: ts.Node, child: ts.Node): ts.Expression[] {
  if (ts.isConditionalExpression(parent)) return child === parent.condition ? [] : [parent.condition];
  if (ts.isBinaryExpression(parent)) {
    return choosing.has(parent.operatorToken.kind) && child === parent.right ? [parent.left] : [];
  }
  if (ts.isCaseOrDefaultClause(parent)) return decidersOf(parent.parent.parent);
  if (ts.isTryStatement(parent)) return trialsOf(parent);
  const decides = ts.isIfStatement(parent) || isLoop(parent) ? decidersOf(parent) : [];
  return decides.includes(child as ts.Expression) ? [] : decides;
}

/** What may end a block early where that is caught, and what leaves it after all. */
function trialsOf({ tryBlock, catchClause, finallyBlock }: ts.TryStatement): ts.Expression[] {
  const calls = catchClause && !endsAll(catchClause.block) ? callsIn(tryBlock) : [];
  return finallyBlock ? [...calls, ...exitsOf(finallyBlock)] : calls;
}

function callsIn(node: ts.Node): ts.Expression[] {
  if (ts.isFunctionLike(node)) return [];
  const found: ts.Expression[] = isCall(node) ? [node] : [];
  ts.forEachChild(node, (child) => {
    found.push(...callsIn(child));
  });
  return found;
}

/** `process.exit(1)`, or an error of its own. */
const endsAll = ({ statements }: ts.Block) =>
  statements.some(
    (each) => ts.isThrowStatement(each) || (ts.isExpressionStatement(each) && /^process\.exit\(/.test(each.getText())),
  );

/** For a statement or an assignment, up to its enclosing function. */
export function decidersAround(node: ts.Node): ts.Expression[] {
  const found: ts.Expression[] = [];
  for (let child = node; child.parent && !ts.isFunctionLike(child); child = child.parent) {
    found.push(...decidersAt(child.parent, child), ...earlyExits(child.parent, child));
  }
  return found;
}

/** What decides that a statement is not reached because an earlier one of its block returned. */
export function earlyExits(parent: ts.Node, child: ts.Node): ts.Expression[] {
  const { statements } = parent as Partial<ts.Block>;
  if (statements === undefined) return [];
  // The next turn of a loop begins where this one ended.
  const before = ts.findAncestor(parent, (each) => ts.isFunctionLike(each) || isLoop(each));
  const until = before && isLoop(before) ? statements.length : statements.indexOf(child as ts.Statement);
  return statements.slice(0, until).flatMap((other) => (other !== child && leaves(other) ? exitsOf(other) : []));
}

/** The conditions on the ways out of a statement. */
function exitsOf(node: ts.Node): ts.Expression[] {
  if (ts.isFunctionLike(node) || !leaves(node)) return [];
  const inner: ts.Expression[] = [];
  ts.forEachChild(node, (child) => {
    inner.push(...exitsOf(child));
  });
  return [...decidersOf(node), ...inner];
}

function decidersOf(statement: ts.Node): ts.Expression[] {
  if (ts.isIfStatement(statement) || ts.isWhileStatement(statement) || ts.isDoStatement(statement)) {
    return [statement.expression];
  }
  if (ts.isForStatement(statement)) return statement.condition ? [statement.condition] : [];
  if (!ts.isSwitchStatement(statement)) return [];
  const cases = statement.caseBlock.clauses.filter(ts.isCaseClause);
  return [statement.expression, ...cases.map(({ expression }) => expression)];
}

const known = new WeakMap<ts.Node, boolean>();

/** An error that nobody catches ends the synthesis: nothing is chosen by it. */
function leaves(node: ts.Node): boolean {
  if (ts.isReturnStatement(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node)) return true;
  if (ts.isThrowStatement(node))
    return ts.findAncestor(node, (each) => (ts.isFunctionLike(each) ? 'quit' : isCaught(each))) !== undefined;
  if (ts.isFunctionLike(node) || ts.isExpression(node)) return false;
  const inside = known.get(node) ?? ts.forEachChild(node, (child) => leaves(child) || undefined) ?? false;
  known.set(node, inside);
  return inside;
}

const isCaught = ({ parent }: ts.Node) => parent && ts.isTryStatement(parent) && parent.catchClause !== undefined;

const isLoop = (node: ts.Node) => ts.isIterationStatement(node, false);

/** `a && b` in `if (a && b)`: nobody takes the value. */
export function isCondition(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === node;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  return (ts.isBinaryExpression(parent) || ts.isParenthesizedExpression(parent)) && isCondition(parent);
}
