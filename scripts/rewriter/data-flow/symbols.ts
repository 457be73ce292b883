import ts from 'typescript';
import type { AppFile } from '../../checkout/app-files';
import { parseProgram } from './in-memory-program';

const arrayCallbacks = /^(map|forEach|flatMap|filter|find|findLast|some|every|reduce)$/;

/** What the names in the app's own files stand for, by TypeScript's symbols. */
export class Symbols {
  readonly checker: ts.TypeChecker;
  readonly sources: readonly ts.SourceFile[];
  private readonly calls = new Map<ts.Symbol, (ts.CallExpression | ts.NewExpression)[]>();

  constructor(files: AppFile[]) {
    const program = parseProgram(files);
    this.checker = program.getTypeChecker();
    this.sources = program.getSourceFiles();
    for (const source of this.sources) this.collectCalls(source);
  }

  source(file: AppFile): ts.SourceFile | undefined {
    return this.sources.find(({ fileName }) => fileName === `/${file.path}`);
  }

  /** The symbol's own declaration, through imports. */
  symbol(node: ts.Node): ts.Symbol | undefined {
    const symbol = this.checker.getSymbolAtLocation(node);
    return symbol && symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The object literals that an expression, a variable or a parameter may stand for. */
  protected objects(node: ts.Node | undefined, depth = 0): ts.ObjectLiteralExpression[] | undefined {
    if (!node || depth > 8) return undefined;
    if (ts.isObjectLiteralExpression(node)) return [node];
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)) {
      return this.objects(node.expression, depth + 1);
    }
    if (ts.isIdentifier(node)) {
      const [declaration] = this.symbol(node)?.declarations ?? [];
      return declaration && declaration !== node.parent ? this.objects(declaration, depth + 1) : undefined;
    }
    if (ts.isVariableDeclaration(node) && node.initializer) return this.objects(node.initializer, depth + 1);
    if (ts.isVariableDeclaration(node) && ts.isForOfStatement(node.parent.parent)) {
      return this.elements(node.parent.parent.expression, depth + 1);
    }
    if (ts.isParameter(node)) {
      const looped = callbackOf(node);
      if (looped) return this.elements(looped, depth + 1);
      const given = this.argumentsFor(node);
      const all = given.map((argument) => this.objects(argument, depth + 1));
      return given.length > 0 && all.every((each) => each !== undefined) ? all.flat() : undefined;
    }
    return undefined;
  }

  private elements(node: ts.Node, depth: number): ts.ObjectLiteralExpression[] | undefined {
    if (ts.isIdentifier(node)) {
      const [declaration] = this.symbol(node)?.declarations ?? [];
      const value = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
      return value && depth < 8 ? this.elements(value, depth + 1) : undefined;
    }
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return this.elements(node.expression, depth + 1);
    if (!ts.isArrayLiteralExpression(node)) return undefined;
    const all = node.elements.map((element) => this.objects(element, depth + 1));
    return all.every((each) => each !== undefined) ? all.flat() : undefined;
  }

  /** What the app's own calls give for a parameter. */
  protected argumentsFor(node: ts.ParameterDeclaration): ts.Node[] {
    const callable = node.parent;
    const index = callable.parameters.indexOf(node);
    const named = ts.isConstructorDeclaration(callable) ? callable.parent : callable;
    const name =
      (named as ts.NamedDeclaration).name ?? (ts.isVariableDeclaration(named.parent) ? named.parent.name : undefined);
    const symbol = name && this.symbol(name);
    const calls = (symbol && this.calls.get(symbol)) ?? [];
    return calls.flatMap((call) => call.arguments?.[index] ?? node.initializer ?? []);
  }

  /** Assignments to a variable after its declaration, in its own file. */
  assignments(node: ts.VariableDeclaration): ts.BinaryExpression[] {
    if (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const || !ts.isIdentifier(node.name)) return [];
    const symbol = this.symbol(node.name);
    const found: ts.BinaryExpression[] = [];
    const visit = (each: ts.Node) => {
      if (isAssignment(each) && ts.isIdentifier(each.left) && this.symbol(each.left) === symbol) found.push(each);
      ts.forEachChild(each, visit);
    };
    visit(node.getSourceFile());
    return found;
  }

  private collectCalls(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const symbol = this.symbol(nameOf(node.expression));
      if (symbol) this.calls.set(symbol, [...(this.calls.get(symbol) ?? []), node]);
    }
    ts.forEachChild(node, (child) => this.collectCalls(child));
  }
}

export const nameOf = (callee: ts.Expression) => (ts.isPropertyAccessExpression(callee) ? callee.name : callee);

export function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

/** The list that a callback's parameter runs through: `list` in `list.map((each) => …)`. */
export function callbackOf(node: ts.ParameterDeclaration): ts.Expression | undefined {
  const call = node.parent.parent;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const isCallback =
    (ts.isArrowFunction(node.parent) || ts.isFunctionExpression(node.parent)) && call.arguments[0] === node.parent;
  return isCallback && arrayCallbacks.test(call.expression.name.text) ? call.expression.expression : undefined;
}
