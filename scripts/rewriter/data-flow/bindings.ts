import ts from 'typescript';
import { isIndirect } from './callables';
import { unnamedAt } from './calls';
import { inside, type Level, Levels, max } from './levels';
import { assignedBy, filling, textOf } from './syntax';

type Step = (node: never) => void;

const isExported = (node: ts.Node) =>
  (ts.isVariableDeclaration(node) || ts.isBindingElement(node) || ts.isFunctionDeclaration(node)) &&
  (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0;

const members = [
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.EnumMember,
];

/** The values that each declaration, assignment and call passes to names. */
export abstract class Bindings extends Levels {
  private readonly steps: ReadonlyMap<ts.SyntaxKind, Step> = new Map<ts.SyntaxKind, Step>([
    [ts.SyntaxKind.VariableDeclaration, (node: ts.VariableDeclaration) => this.variable(node)],
    [ts.SyntaxKind.ForOfStatement, (node: ts.ForOfStatement) => this.loop(node)],
    [ts.SyntaxKind.BinaryExpression, (node: ts.Expression) => this.assignment(node)],
    [ts.SyntaxKind.PrefixUnaryExpression, (node: ts.Expression) => this.assignment(node)],
    [ts.SyntaxKind.PostfixUnaryExpression, (node: ts.Expression) => this.assignment(node)],
    [ts.SyntaxKind.Parameter, (node: ts.ParameterDeclaration) => this.parameter(node)],
    [ts.SyntaxKind.CallExpression, (node: ts.CallExpression) => this.call(node)],
    [ts.SyntaxKind.NewExpression, (node: ts.NewExpression) => this.unnamedCall(node)],
    [ts.SyntaxKind.HeritageClause, (node: ts.HeritageClause) => this.heritage(node)],
    [ts.SyntaxKind.ExportAssignment, (node: ts.ExportAssignment) => this.defaultExport(node)],
    [ts.SyntaxKind.ExportSpecifier, (node: ts.ExportSpecifier) => this.exported(node)],
    [ts.SyntaxKind.ImportDeclaration, (node: ts.ImportDeclaration) => this.import(node)],
    ...members.map((kind): [ts.SyntaxKind, Step] => [kind, (node: ts.NamedDeclaration) => this.member(node)]),
  ]);

  /** What decides about an assignment. */
  protected abstract deciders(assignment: ts.Node): readonly ts.Node[];

  protected isStep = (node: ts.Node) => this.steps.has(node.kind);

  protected walk(node: ts.Node): void {
    this.steps.get(node.kind)?.(node as never);
  }

  protected bind(target: ts.Node, level: Level): void {
    if (ts.isIdentifier(target)) {
      this.raise(this.names.of(target), level);
      if (ts.isVariableDeclaration(target.parent) || isExported(target.parent))
        this.raise(this.names.containerOf(target.parent), inside(level));
      if (isExported(target.parent)) this.raise(target.text, level);
    } else if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
      const name = ts.isPropertyAccessExpression(target) ? target.name : target.argumentExpression;
      const named = ts.isPropertyAccessExpression(target) || ts.isStringLiteralLike(name);
      if (named) this.raise(textOf(name), level);
      // `globalThis.stage = …`
      if (ts.isPropertyAccessExpression(target)) this.raise(this.names.of(name), level);
      if (/^(module|exports)$/.test(textOf(target.expression)))
        this.raise(this.names.containerOf(target), inside(level));
      if (target.expression.kind === ts.SyntaxKind.ThisKeyword)
        this.raise(this.names.classAround(target), inside(level));
      else this.bind(target.expression, named ? inside(level) : level);
    } else if (ts.isBindingElement(target)) {
      const name = target.propertyName ?? target.name;
      const property = ts.isObjectBindingPattern(target.parent) && target.dotDotDotToken === undefined;
      const isNamed = property && !ts.isComputedPropertyName(name);
      const own =
        !isNamed || level === 2 ? level : level === 1 || this.isOfOpaque(target) ? this.level(textOf(name)) : 0;
      const key = this.implicit && !isNamed && property ? this.of(name) : 0;
      this.bind(target.name, max(own, key, this.of(target.initializer)));
    } else if (!ts.isTypeNode(target)) {
      ts.forEachChild(target, (child) => this.bind(child, level));
    }
  }

  /** `const { stage } = this` */
  private isOfOpaque({ parent: { parent: declaration } }: ts.BindingElement): boolean {
    const { initializer } = declaration as ts.VariableDeclaration;
    return initializer !== undefined && this.calls.isOpaque(initializer);
  }

  private variable(node: ts.VariableDeclaration): void {
    const loop = node.parent.parent;
    const value = ts.isForOfStatement(loop) || ts.isForInStatement(loop) ? loop.expression : node.initializer;
    if (value) this.bind(node.name, this.of(value));
  }

  private loop({ initializer, expression }: ts.ForOfStatement): void {
    if (ts.isExpression(initializer)) this.bind(initializer, this.of(expression));
  }

  private assignment(node: ts.Expression): void {
    const assigned = assignedBy(node);
    if (assigned === undefined) return;
    const { target, value } = assigned;
    this.bind(target, this.isDecided(node) ? 2 : this.of(value));
  }

  private parameter(node: ts.ParameterDeclaration): void {
    const given = this.calls.argumentsFor(node);
    const unnamed = this.calls.unnamedFor(node).map((each) => this.level(each));
    const level = max(this.of(node.initializer), ...unnamed, ...given.map((each) => this.of(each)));
    this.bind(node.name, level);
    if (!ts.isParameterPropertyDeclaration(node, node.parent)) return;
    this.raise(textOf(node.name), level);
    this.raise(this.names.classAround(node), inside(level));
  }

  private call(node: ts.CallExpression): void {
    this.unnamedCall(node);
    const { expression: callee } = node;
    if (!ts.isPropertyAccessExpression(callee)) return;
    const method = callee.name.text;
    const target = method === 'assign' ? node.arguments[0] : callee.expression;
    if (target === undefined || !ts.isIdentifier(target)) return;
    const level = max(...this.given(node));
    if (filling.test(method)) this.bind(target, this.isDecided(node) ? 2 : level);
    // `bus.emit('ready', stage)`
    else if (this.implicit && !this.calls.isOwn(callee) && !this.names.isForeign(target))
      this.bind(target, inside(level));
  }

  private isDecided = (node: ts.Node) => this.implicit && this.deciders(node).some((each) => this.of(each) > 0);

  private unnamedCall(node: ts.CallExpression | ts.NewExpression): void {
    if (!this.calls.isUnnamed(node)) return;
    const isInOrder = !isIndirect(node.expression) && !node.arguments?.some(ts.isSpreadElement);
    this.given(node).forEach((level, index) => {
      this.raise(unnamedAt(isInOrder ? index : undefined), level);
    });
  }

  private heritage(node: ts.HeritageClause): void {
    this.raise(this.names.classAround(node), inside(max(...node.types.map((each) => this.of(each.expression)))));
  }

  private defaultExport(node: ts.ExportAssignment): void {
    this.raise(this.names.defaultExport(node.getSourceFile()), this.of(node.expression));
  }

  /** `export { stage as current }` */
  private exported(node: ts.ExportSpecifier): void {
    const level = this.level(this.names.of(node.propertyName ?? node.name));
    this.raise(textOf(node.name), level);
    this.raise(this.names.containerOf(node), inside(level));
  }

  private import({ importClause, moduleSpecifier }: ts.ImportDeclaration): void {
    const level = this.seed(moduleSpecifier);
    const bind = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) this.raise(this.names.of(node), level);
      ts.forEachChild(node, bind);
    };
    if (importClause && level > 0) bind(importClause);
  }

  /** Functions, fields, properties, members of enums: what has a name and a value. */
  private member(node: ts.NamedDeclaration): void {
    const { name, initializer } = node as { name?: ts.Node; initializer?: ts.Node };
    const level = name && ts.isShorthandPropertyAssignment(node) ? this.of(name) : this.of(initializer ?? node);
    if (level === 0) return;
    if (name && ts.isFunctionDeclaration(node)) this.bind(name, level);
    else if (name) this.raise(textOf(name), level);
    if (ts.isClassElement(node) || ts.isEnumMember(node)) this.raise(this.names.containerOf(node), 1);
  }
}
