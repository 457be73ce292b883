import { posix } from 'node:path';
import ts from 'typescript';
import type { AppFile } from '../../checkout/app-files';
import { isJson } from '../../checkout/file-kinds';
import { stem } from './connected-files';
import { parseProgram } from './in-memory-program';
import { bodyOf, constantOf, isImportCall, isOfClass, isWrapper, rootOf, textOf } from './syntax';

/** A variable, function, class or enum; the path of a module; the name of a member, whatever it belongs to. */
export type Name = ts.Symbol | string;

/** What the names in the app's own files refer to: variables by TypeScript's symbols, members by their names alone. */
export class Names {
  readonly sources: readonly ts.SourceFile[];
  /** Without the construct's. */
  readonly apps: ReadonlySet<ts.SourceFile>;
  private readonly checker: ts.TypeChecker;
  private readonly symbols = new Map<ts.Node, ts.Symbol | undefined>();

  constructor(files: readonly AppFile[], construct: ReadonlySet<AppFile> = new Set()) {
    const program = parseProgram(files);
    this.checker = program.getTypeChecker();
    // JSON that is read rather than imported is no part of the program.
    const read = files.filter(({ path }) => isJson(path) && program.getSourceFile(`/${path}`) === undefined);
    this.sources = [
      ...program.getSourceFiles(),
      ...read.map(({ path, text }) => ts.createSourceFile(`/${path}`, text, ts.ScriptTarget.JSON, true)),
    ];
    const closed = new Set([...construct].map(({ path }) => `/${path}`));
    this.apps = new Set(this.sources.filter(({ fileName }) => !closed.has(fileName)));
  }

  of(node: ts.Node): Name | undefined {
    if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword)
      return this.classAround(node);
    const symbol = this.symbol(node);
    const declarations = symbol?.declarations;
    if (symbol === undefined && ts.isStringLiteral(node) && isImportCall(node.parent)) return this.required(node);
    const around = declarations?.find(ts.isClassLike);
    return declarations?.find(ts.isSourceFile)?.fileName ?? (around && this.family(around)) ?? symbol;
  }

  /** TypeScript knows of `require` in JavaScript alone. */
  private required({ text, parent }: ts.StringLiteral): string | undefined {
    const path = /^\./.test(text) ? stem(posix.join(posix.dirname(parent.getSourceFile().fileName), text)) : undefined;
    return this.sources.find(({ fileName }) => stem(fileName) === path)?.fileName;
  }

  /** The symbol's own declaration, through imports; an import of a package is its own. */
  symbol(node: ts.Node): ts.Symbol | undefined {
    if (!this.symbols.has(node)) this.symbols.set(node, this.findSymbol(node));
    return this.symbols.get(node);
  }

  declaration = (node: ts.Node): ts.Declaration | undefined => this.symbol(node)?.declarations?.[0];

  private findSymbol(node: ts.Node): ts.Symbol | undefined {
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
      // Of a module, an enum or a class. TypeScript itself would infer the types of all that leads there, which takes long.
      const owner = ts.isIdentifier(parent.expression) ? this.symbol(parent.expression) : undefined;
      const exported = owner?.exports?.get(ts.escapeLeadingUnderscores(parent.name.text));
      return exported && this.behindImports(exported);
    }
    if (ts.isElementAccessExpression(parent) && ts.isStringLiteralLike(node)) return undefined;
    if (ts.isBindingElement(parent) && parent.propertyName === node) return undefined;
    const symbol = ts.isShorthandPropertyAssignment(parent)
      ? this.checker.getShorthandAssignmentValueSymbol(parent)
      : this.checker.getSymbolAtLocation(node);
    return symbol && this.behindImports(symbol);
  }

  private behindImports(symbol: ts.Symbol): ts.Symbol {
    if (!(symbol.flags & ts.SymbolFlags.Alias)) return symbol;
    const target = this.checker.getAliasedSymbol(symbol);
    return target.declarations === undefined ? symbol : target;
  }

  defaultExport = (source: ts.SourceFile) =>
    this.checker.getSymbolAtLocation(source)?.exports?.get(ts.InternalSymbolName.Default);

  /** The module, enum or class that a declaration makes a part of. */
  containerOf(node: ts.Node): Name | undefined {
    const around = ts.findAncestor(
      node.parent,
      (each) => ts.isClassLike(each) || ts.isEnumDeclaration(each) || ts.isFunctionLike(each) || ts.isSourceFile(each),
    );
    if (!around || ts.isSourceFile(around)) return around?.fileName;
    if (ts.isClassLike(around)) return this.family(around);
    return ts.isFunctionLike(around) ? undefined : this.symbol(around.name);
  }

  classAround(node: ts.Node): ts.Symbol | undefined {
    const around = ts.findAncestor(node, ts.isClassLike);
    return around && this.family(around);
  }

  /** Whose a value is, where the code says so: `this`, `new Builder()`, or a constant that is one. */
  classOf(node: ts.Expression): ts.Symbol | undefined {
    if (node.kind === ts.SyntaxKind.ThisKeyword) return isOfClass(node) ? this.classAround(node) : undefined;
    if (ts.isCallExpression(node)) return this.fluent(node.expression);
    const named = ts.isNewExpression(node) ? node.expression : node;
    const declaration = ts.isIdentifier(named) ? this.declaration(named) : undefined;
    if (declaration === undefined) return undefined;
    if (ts.isNewExpression(node)) return ts.isClassLike(declaration) ? this.family(declaration) : undefined;
    const value = constantOf(declaration);
    return value && this.classOf(value);
  }

  /** `new Builder().size('small')`, where the method gives back `this`. */
  private fluent(callee: ts.Expression): ts.Symbol | undefined {
    const family = ts.isPropertyAccessExpression(callee) ? this.classOf(callee.expression) : undefined;
    const method = family?.members?.get(ts.escapeLeadingUnderscores(textOf(callee)))?.valueDeclaration;
    const last = method && (bodyOf(method) as ts.Block | undefined)?.statements?.at(-1);
    const isSelf = last && ts.isReturnStatement(last) && last.expression?.kind === ts.SyntaxKind.ThisKeyword;
    return isSelf ? family : undefined;
  }

  /** A class goes by the name of the one that it extends: `this` may be either. */
  private family({ name, heritageClauses }: ts.ClassLikeDeclaration): ts.Symbol | undefined {
    const extended = heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
    const base = extended && this.declaration(extended);
    return base && ts.isClassLike(base) ? this.family(base) : name && this.symbol(name);
  }

  /** Whether what it begins with is of a package, or of the language. */
  isForeign(node: ts.Node): boolean {
    const root = rootOf(node);
    if (!ts.isIdentifier(root)) return false;
    const declaration = this.declaration(root);
    if (declaration === undefined) return true;
    const variable = ts.findAncestor(declaration, ts.isVariableDeclaration);
    if (variable?.initializer && isImportCall(rootOfRequire(variable.initializer))) {
      return this.of((rootOfRequire(variable.initializer) as ts.CallExpression).arguments[0]!) === undefined;
    }
    return ts.isImportSpecifier(declaration) || ts.isImportClause(declaration) || ts.isNamespaceImport(declaration);
  }
}

/** `require('x')` in `require('x').y` */
function rootOfRequire(node: ts.Expression): ts.Expression {
  return ts.isPropertyAccessExpression(node) || isWrapper(node)
    ? rootOfRequire((node as ts.PropertyAccessExpression).expression)
    : node;
}
