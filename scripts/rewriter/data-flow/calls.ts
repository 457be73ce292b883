import ts from 'typescript';
import { type Call, functionOf, isIndirect, isMember, isPassedOn, nameOf } from './callables';
import { Members } from './members';
import type { Name, Names } from './names';
import { add, isCall, isImportCall, isOfClass, isWrapper, textOf } from './syntax';

/** The name of an argument, by position, of functions whose names are unknown. */
export const unnamedAt = (index: number | undefined): Name => `(${index ?? ''})`;

/** Who calls a function of the app, and with what arguments. */
export class Calls {
  /** By the function or class that is called, or by the name of the member. */
  private readonly named = new Map<Name, Call[]>();
  /** By the class whose method is called. */
  private readonly methods = new Map<Name, Call[]>();
  /** Those of which nothing tells what they call: `handlers[name](…)`, `callback(…)`. */
  private readonly unnamed = new Set<Call>();
  /** Functions that are passed on as values, which those may call. */
  private readonly passedOn = new Set<Name>();
  /** By a function that is given for a parameter, the calls of that. */
  private readonly through = new Map<ts.Node, Call[]>();
  /** Where a function is given by its name: `stages.map(pick)`. */
  private readonly handed = new Map<Name, Call[]>();
  private readonly arguments = new Map<ts.ParameterDeclaration, readonly ts.Expression[]>();
  private readonly members: Members;

  constructor(private readonly names: Names) {
    this.members = new Members(names);
    for (const source of names.sources) this.collectCalls(source);
    for (const call of this.unnamed) if (this.isThrough(call)) this.unnamed.delete(call);
  }

  /** Whether what it gives back is said by a function or a class of the app's own, not of the construct's. */
  isOwn(callee: ts.Expression): boolean {
    if (ts.isPropertyAccessExpression(callee)) {
      return this.members.isFunction(callee.name.text) && !this.names.isForeign(callee.expression);
    }
    return this.isOfApp(callee);
  }

  /** Of a class of the app's own: what it does is seen there. */
  isMethod({ expression, name }: ts.PropertyAccessExpression): boolean {
    const owner = this.names.classOf(expression);
    return owner !== undefined && this.members.isAlwaysFunction(name.text, owner);
  }

  /** A function of the app's own, given as a value. */
  isOfApp(node: ts.Node): boolean {
    if (ts.isFunctionLike(node)) return true;
    return ts.isIdentifier(node) && (this.names.symbol(node)?.declarations ?? []).some(this.isFunction);
  }

  /** Of a package, or of the language. */
  isForeign = (node: ts.Node) => this.names.isForeign(node);

  private isFunction = (each: ts.Declaration): boolean =>
    this.names.apps.has(each.getSourceFile()) && (ts.isClassLike(each) || functionOf(each) !== undefined);

  /** Nothing tells what its properties are: any of their names may be meant. */
  isOpaque(node: ts.Node): boolean {
    if (node.kind === ts.SyntaxKind.ThisKeyword) return !isOfClass(node);
    if (!ts.isIdentifier(node)) return false;
    const declaration = this.names.declaration(node);
    return declaration ? ts.isSourceFile(declaration) : /^(module|exports)$/.test(node.text);
  }

  /** What the app's own calls give for a parameter; to a callback, all that the call is about. */
  argumentsFor(node: ts.ParameterDeclaration): readonly ts.Expression[] {
    const known = this.arguments.get(node) ?? this.findArguments(node);
    this.arguments.set(node, known);
    return known;
  }

  private findArguments(node: ts.ParameterDeclaration): ts.Expression[] {
    const callable = node.parent;
    const index = callable.parameters.indexOf(node);
    const given = (call: Call) => {
      const all = call.arguments ?? [];
      // `pick.call(…)`, `pick(...list)`
      if (isIndirect(call.expression) || all.slice(0, index + 1).some(ts.isSpreadElement)) return all;
      return all.slice(index, node.dotDotDotToken ? undefined : index + 1);
    };
    const name = nameOf(callable);
    const key = name && (isMember(callable) ? textOf(name) : this.names.symbol(name));
    const handed = (key && this.handed.get(key)) || [];
    const around = [...this.givenAround(callable), ...handed.flatMap((call) => aboutOf(call))];
    return [...around, ...this.callsOf(callable).flatMap(given)];
  }

  /** What `this` or `arguments` may stand for in a function that is no method. */
  implied(node: ts.Node): ts.Expression[] {
    const around = ts.findAncestor(
      node,
      (each) => ts.isFunctionDeclaration(each) || ts.isFunctionExpression(each) || ts.isClassLike(each),
    );
    if (around === undefined || ts.isClassLike(around)) return [];
    const callable = around as ts.FunctionDeclaration;
    return [...this.callsOf(callable), ...this.unnamedOf(callable)].flatMap((call) => [...(call.arguments ?? [])]);
  }

  callsOf(callable: ts.SignatureDeclaration): Call[] {
    const name = nameOf(callable);
    const symbol = name && this.names.symbol(name);
    const known = [
      symbol && this.named.get(symbol),
      name && this.named.get(textOf(name)),
      name && ts.isClassElement(callable) && this.methodsOf(callable, textOf(name)),
      this.through.get(callable),
    ];
    return [...new Set(known.flatMap((calls) => calls || []))];
  }

  private methodsOf(method: ts.ClassElement, name: string): Call[] {
    const family = this.names.classAround(method);
    return ((family && this.methods.get(family)) ?? []).filter(({ expression }) => nameOfMethod(expression) === name);
  }

  /** Those that may call it without saying its name; members are asked for by a key. */
  unnamedOf(callable: ts.SignatureDeclaration): readonly Call[] {
    if (!this.isPassedOn(callable)) return [];
    return [...this.unnamed].filter(
      ({ expression }) => !isMember(callable) || ts.isElementAccessExpression(expression),
    );
  }

  /** What holds that which they may give for a parameter. */
  unnamedFor(node: ts.ParameterDeclaration): Name[] {
    if (!this.isPassedOn(node.parent)) return [];
    const from = node.parent.parameters.indexOf(node);
    const positions = Array.from({ length: node.dotDotDotToken ? 9 : 1 }, (_, index) => from + index);
    return [undefined, ...positions].map(unnamedAt);
  }

  /** Whether what it calls has no name there. */
  isUnnamed = (call: ts.Node) => this.unnamed.has(call as Call);

  isPassedOn(callable: ts.SignatureDeclaration): boolean {
    const name = nameOf(callable);
    if (isMember(callable)) return true;
    const symbol = name && this.names.symbol(name);
    if (symbol) return this.passedOn.has(symbol) || this.passedOn.has(textOf(name));
    const parameter = this.parameterFor(callable);
    return parameter ? !this.isOnlyCalled(parameter) : this.isGivenToOwn(callable);
  }

  /** `list.map((each) => …)`: the language calls it, with what is in the list. */
  private isGivenToOwn({ parent }: ts.Node): boolean {
    return !isCall(parent) || this.isOwn(parent.expression) || this.hasNoName(parent.expression);
  }

  /** For which a function without a name is given: `run` in `withStack((scope) => …)`. */
  private parameterFor(callable: ts.SignatureDeclaration): ts.ParameterDeclaration | undefined {
    const { parent: call } = callable;
    if (!isCall(call) || !ts.isIdentifier(call.expression) || call.arguments?.some(ts.isSpreadElement))
      return undefined;
    const called = this.names.declaration(call.expression);
    const index = call.arguments?.findIndex((each) => (each as ts.Node) === callable) ?? -1;
    return called && functionOf(called)?.parameters[index];
  }

  /** Of a function of which all calls are known, and not handed on. */
  private isOnlyCalled({ name, parent, dotDotDotToken, initializer }: ts.ParameterDeclaration): boolean {
    if (!nameOf(parent) || ts.isConstructorDeclaration(parent) || dotDotDotToken || initializer) return false;
    const symbol = this.names.symbol(name);
    return symbol !== undefined && !this.passedOn.has(symbol) && !this.isPassedOn(parent);
  }

  /** `run(…)`: what a parameter calls is what the calls of its function give for it. */
  private isThrough(call: Call): boolean {
    const parameter = ts.isIdentifier(call.expression) ? this.names.declaration(call.expression) : undefined;
    if (!parameter || !ts.isParameter(parameter) || !this.isOnlyCalled(parameter)) return false;
    const given = this.findArguments(parameter).map((each) => {
      const declaration = ts.isIdentifier(each) ? this.names.declaration(each) : each;
      return declaration && functionOf(declaration);
    });
    for (const each of given) if (each) add(this.through, each, call);
    return given.length > 0 && !given.includes(undefined);
  }

  /** `list.map((each) => …)`, `run({ onEach: (each) => … })`: what is called decides what it gives. */
  private givenAround(callable: ts.SignatureDeclaration): ts.Expression[] {
    let child: ts.Node = callable;
    while (
      ts.isPropertyAssignment(child.parent) ||
      ts.isObjectLiteralExpression(child.parent) ||
      isWrapper(child.parent)
    )
      child = child.parent;
    if (ts.isMethodDeclaration(child) && ts.isObjectLiteralExpression(child.parent)) child = child.parent;
    const call = child.parent;
    if (!isCall(call) || !call.arguments?.includes(child as ts.Expression)) return [];
    return aboutOf(call, child);
  }

  /** A parameter that nothing is given to, an error that was caught, what a class of a package may hold. */
  isUnknown(node: ts.Node): boolean {
    if (ts.isPropertyAccessExpression(node)) {
      return node.expression.kind === ts.SyntaxKind.ThisKeyword && !this.members.has(node.name.text);
    }
    if (!ts.isIdentifier(node)) return false;
    const declaration = this.names.declaration(node);
    const owner =
      declaration && ts.findAncestor(declaration, (each) => !ts.isBindingElement(each) && !ts.isBindingName(each));
    if (owner === undefined) return false;
    if (ts.isParameter(owner)) return this.argumentsFor(owner).length === 0 && !this.isAlwaysDefault(owner);
    return ts.isVariableDeclaration(owner) && ts.isCatchClause(owner.parent);
  }

  /** All calls are known, and none gives anything for it. */
  private isAlwaysDefault({ initializer, parent }: ts.ParameterDeclaration): boolean {
    return initializer !== undefined && this.callsOf(parent).length > 0 && !this.isPassedOn(parent);
  }

  isGivenTo(node: ts.Node, method: string): boolean {
    const parameter = this.names.declaration(node);
    const callable = parameter && ts.isParameter(parameter) ? parameter.parent : undefined;
    const name = callable && isMember(callable) ? nameOf(callable) : undefined;
    return name !== undefined && textOf(name) === method;
  }

  private collectCalls(node: ts.Node): void {
    if (isCall(node)) this.collectCall(node);
    // `const { pick: choose } = tools`
    if (ts.isBindingElement(node)) this.passedOn.add(textOf(node.propertyName ?? node.name));
    if ((ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) && isPassedOn(node)) {
      const symbol = this.names.symbol(ts.isIdentifier(node) ? node : node.name);
      this.passedOn.add(symbol ?? textOf(node));
      if (isCall(node.parent)) add(this.handed, symbol ?? textOf(node), node.parent);
    }
    ts.forEachChild(node, (child) => this.collectCalls(child));
  }

  /** Where the module is loaded by a call. */
  importsOf = (source: ts.SourceFile): readonly Call[] => this.named.get(source.fileName) ?? [];

  private collectCall(node: Call): void {
    const callee = isIndirect(node.expression)
      ? (node.expression as ts.PropertyAccessExpression).expression
      : node.expression;
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    const keys: (Name | undefined)[] = [this.names.symbol(name)];
    if (ts.isPropertyAccessExpression(callee)) {
      const family = this.names.classOf(callee.expression);
      if (family) add(this.methods, family, node);
      else keys.push(textOf(name));
    }
    if (isImportCall(node)) keys.push(this.names.of(node.arguments[0]!) as string);
    for (const key of keys) {
      if (key !== undefined) add(this.named, key, node);
    }
    if (this.hasNoName(callee)) this.unnamed.add(node);
  }

  private hasNoName(callee: ts.Expression): boolean {
    if (callee.kind === ts.SyntaxKind.SuperKeyword || callee.kind === ts.SyntaxKind.ImportKeyword) return false;
    if (ts.isPropertyAccessExpression(callee)) {
      const { text } = callee.name;
      return (
        this.members.has(text) &&
        !this.members.isAlwaysFunction(text, this.names.classOf(callee.expression)) &&
        !this.names.isForeign(callee)
      );
    }
    if (!ts.isIdentifier(callee)) return true;
    const declaration = this.names.declaration(callee);
    if (declaration === undefined || this.names.isForeign(callee)) return false;
    return !ts.isClassLike(declaration) && !ts.isFunctionLike(declaration) && !this.isFunction(declaration);
  }
}

const nameOfMethod = (callee: ts.Expression) =>
  textOf(isIndirect(callee) ? (callee as ts.PropertyAccessExpression).expression : callee);

/** What a function is asked of and given, without the callback: that may be called with any of it. */
function aboutOf(call: Call, callback?: ts.Node): ts.Expression[] {
  const base = ts.isPropertyAccessExpression(call.expression) ? [call.expression.expression] : [];
  return [...base, ...(call.arguments ?? []).filter((each) => each !== callback)];
}
