import ts from 'typescript';
import { callbackOf, isAssignment, nameOf, Symbols } from './symbols';

/**
 * Where the value of an expression comes from: from the code alone, so that it is the same wherever the app runs; from the
 * environment (`process.env`, arguments, cdktf's context); or unknown, where following it would need to run the app.
 */
export type Origin = 'code' | 'unknown' | 'environment';

const order: Origin[] = ['code', 'unknown', 'environment'];
export const worst = (origins: Origin[]): Origin => order[Math.max(0, ...origins.map((each) => order.indexOf(each)))]!;

const readsEnvironment =
  /(^|\.)(tryGetContext|getContext|getAllContext|hostname|userInfo|exec(File)?(Sync)?|spawnSync)$/;
const environmentModules = /^(node:)?(process|os|child_process)$/;

/** Follows values through the app's own files; packages are not read. */
export class Origins extends Symbols {
  /** What the question that is being answered has reached already. */
  private reached: Reached | undefined;

  of(node: ts.Node | undefined): Origin {
    if (!node) return 'code';
    return this.asking((reached) => (firstTime(reached, 'expressions', node) ? this.follow(node) : 'code'));
  }

  /**
   * An answer is the worst of everything that can be reached from the node, so each node is followed once per question:
   * what it leads to has been counted by then, loops included. Without that the walk is exponential in a large app.
   */
  private asking<T>(answer: (reached: Reached) => T): T {
    if (this.reached) return answer(this.reached);
    this.reached = { inBody: false, outside: emptyReach(), inside: emptyReach() };
    try {
      return answer(this.reached);
    } finally {
      this.reached = undefined;
    }
  }

  /** Whether anything within the node comes from the environment. */
  mentionsEnvironment(node: ts.Node): boolean {
    return this.asking(() => this.searchEnvironment(node));
  }

  private searchEnvironment(node: ts.Node): boolean {
    if (ts.isExpression(node) && !ts.isFunctionLike(node) && this.of(node) === 'environment') return true;
    return ts.forEachChild(node, (child) => this.searchEnvironment(child) || undefined) ?? false;
  }

  private follow(node: ts.Node): Origin {
    if (ts.isIdentifier(node)) return this.ofIdentifier(node);
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return this.ofAccess(node);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) return this.ofCall(node);
    if (node.kind === ts.SyntaxKind.ThisKeyword) return 'unknown';
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return 'code';
    if (ts.isShorthandPropertyAssignment(node)) {
      const symbol = this.checker.getShorthandAssignmentValueSymbol(node);
      return worst((symbol?.declarations ?? []).map((declaration) => this.ofDeclaration(declaration)));
    }
    if (ts.isPropertyAssignment(node)) return this.of(node.initializer);
    const parts: Origin[] = [];
    ts.forEachChild(node, (child) => void (ts.isTypeNode(child) || parts.push(this.of(child))));
    return worst(parts);
  }

  private ofIdentifier(node: ts.Identifier): Origin {
    if (node.text === 'process') return 'environment';
    const symbol = this.checker.getSymbolAtLocation(node);
    // Without a declaration it is one of the language's own: Object, JSON, undefined.
    if (!symbol?.declarations) return 'code';
    return worst(symbol.declarations.map((declaration) => this.ofDeclaration(declaration)));
  }

  private ofDeclaration(node: ts.Node): Origin {
    return this.asking((reached) => (firstTime(reached, 'declarations', node) ? this.followDeclaration(node) : 'code'));
  }

  private followDeclaration(node: ts.Node): Origin {
    if (ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node)) return this.ofImport(node);
    if (ts.isVariableDeclaration(node)) {
      if (node.initializer) return worst([this.of(node.initializer), ...this.assigned(node)]);
      const loop = node.parent.parent;
      if (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) return this.of(loop.expression);
      const assigned = this.assigned(node);
      return assigned.length > 0 ? worst(assigned) : 'unknown';
    }
    if (ts.isBindingElement(node)) {
      const owner = ts.findAncestor(node, (each) => ts.isVariableDeclaration(each) || ts.isParameter(each));
      const name = (node.propertyName ?? node.name).getText();
      return owner ? this.ofField(owner, name) : 'unknown';
    }
    if (ts.isParameter(node)) return this.ofParameter(node);
    if (ts.isPropertyDeclaration(node)) return node.initializer ? this.of(node.initializer) : this.ofMember(node);
    if (ts.isEnumMember(node) || ts.isPropertyAssignment(node)) return this.of(node.initializer);
    if (ts.isShorthandPropertyAssignment(node)) return this.of(node);
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isEnumDeclaration(node)) return 'code';
    return ts.isSourceFile(node) ? 'code' : 'unknown';
  }

  private ofImport(node: ts.Declaration): Origin {
    const statement = ts.findAncestor(node, ts.isImportDeclaration);
    const module = statement && ts.isStringLiteral(statement.moduleSpecifier) ? statement.moduleSpecifier.text : '';
    if (environmentModules.test(module)) return 'environment';
    const local = this.checker.getSymbolAtLocation((node as ts.ImportSpecifier).name ?? node);
    const target = local && this.checker.getAliasedSymbol(local);
    return worst((target?.declarations ?? []).map((declaration) => this.ofDeclaration(declaration)));
  }

  private ofAccess(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Origin {
    const text = node.getText().replaceAll(/\s|\?/g, '');
    if (/^(process\.(env|argv)|import\.meta\.env)\b/.test(text)) return 'environment';
    if (ts.isElementAccessExpression(node) && !ts.isStringLiteralLike(node.argumentExpression)) {
      return worst([this.of(node.expression), this.of(node.argumentExpression)]);
    }
    const name = ts.isPropertyAccessExpression(node)
      ? node.name.text
      : (node.argumentExpression as ts.StringLiteral).text;
    if (node.expression.kind === ts.SyntaxKind.ThisKeyword && ts.isPropertyAccessExpression(node)) {
      const [declaration] = this.symbol(node.name)?.declarations ?? [];
      return declaration ? this.ofDeclaration(declaration) : 'unknown';
    }
    return this.ofField(node.expression, name);
  }

  /** One property of what the expression stands for, if the objects can be found; otherwise all of it. */
  private ofField(owner: ts.Node, name: string): Origin {
    const objects = this.objects(owner);
    if (!objects) return ts.isExpression(owner) ? this.of(owner) : this.ofDeclaration(owner);
    return worst(
      objects.map((object) => {
        const property = object.properties.find((each) => each.name?.getText().replaceAll(/['"]/g, '') === name);
        const spreads = object.properties.filter(ts.isSpreadAssignment);
        return property ? this.of(property) : worst(spreads.map((spread) => this.of(spread.expression)));
      }),
    );
  }

  private ofCall(node: ts.CallExpression | ts.NewExpression): Origin {
    const callee = node.expression;
    if (readsEnvironment.test(callee.getText().replaceAll(/\s|\?/g, ''))) return 'environment';
    const [first] = node.arguments ?? [];
    const required = callee.getText() === 'require' && first !== undefined && ts.isStringLiteralLike(first);
    if (required && environmentModules.test(first.text)) return 'environment';
    const parts = (node.arguments ?? []).map((argument) =>
      ts.isFunctionLike(argument) ? this.ofBody(argument) : this.of(argument),
    );
    if (ts.isPropertyAccessExpression(callee)) parts.push(this.of(callee.expression));
    for (const declaration of this.symbol(nameOf(callee))?.declarations ?? []) {
      const made = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
      if (made && ts.isFunctionLike(made)) parts.push(this.ofBody(made));
    }
    return worst(parts);
  }

  private ofBody(node: ts.Node): Origin {
    const { body } = node as ts.FunctionLikeDeclaration;
    if (!body) return 'code';
    return this.asking((reached) => {
      const outer = reached.inBody;
      // Of what a function does, only the environment counts; what is unknown in it must not hide what is outside.
      reached.inBody = true;
      try {
        return firstTime(reached, 'bodies', body) && this.searchEnvironment(body) ? 'environment' : 'code';
      } finally {
        reached.inBody = outer;
      }
    });
  }

  ofParameter(node: ts.ParameterDeclaration): Origin {
    const looped = callbackOf(node);
    if (looped) return this.of(looped);
    const given = this.argumentsFor(node);
    return given.length > 0 ? worst(given.map((argument) => this.of(argument))) : 'unknown';
  }

  private ofMember(node: ts.PropertyDeclaration): Origin {
    const values: Origin[] = [];
    const visit = (each: ts.Node) => {
      if (isAssignment(each) && each.left.getText() === `this.${node.name.getText()}`) values.push(this.of(each.right));
      ts.forEachChild(each, visit);
    };
    visit(node.parent);
    return values.length > 0 ? worst(values) : 'unknown';
  }

  private assigned(node: ts.VariableDeclaration): Origin[] {
    return this.assignments(node).map(({ right }) => this.of(right));
  }
}

interface Reach {
  expressions: Set<ts.Node>;
  declarations: Set<ts.Node>;
  bodies: Set<ts.Node>;
}

interface Reached {
  inBody: boolean;
  outside: Reach;
  inside: Reach;
}

const emptyReach = (): Reach => ({ expressions: new Set(), declarations: new Set(), bodies: new Set() });

function firstTime(reached: Reached, kind: keyof Reach, node: ts.Node): boolean {
  const seen = (reached.inBody ? reached.inside : reached.outside)[kind];
  if (seen.has(node)) return false;
  seen.add(node);
  return true;
}
