import ts from 'typescript';
import type { Calls } from './calls';
import type { Name, Names } from './names';
import { asking, bodyOf, createsConstruct, isImplied, isImportCall, textOf } from './syntax';

/** 0: contains nothing of it; 1: it is somewhere inside; 2: this is it, or is made from it. */
export type Level = 0 | 1 | 2;

export function max(...levels: readonly Level[]): Level {
  let most: Level = 0;
  for (const level of levels) if (level > most) most = level;
  return most;
}
export const inside = (level: Level): Level => (level === 0 ? 0 : 1);

const comparing = /^([=!]==?|[<>]=?|in|instanceof)$/;
/** Beyond this many questions, seconds of work, nothing is proven. */
const limit = 20_000_000;

/** How much of the followed value an expression may contain, given what its names are known to contain. */
export abstract class Levels {
  private readonly levels = new Map<Name, Level>();
  protected readonly known = new Map<ts.Node, Level>();
  private asked = 0;

  /** `implicit`: also what a value decides, and whatever a function gives back that has to do with it. */
  constructor(
    protected readonly names: Names,
    protected readonly calls: Calls,
    readonly seed: (node: ts.Node) => Level,
    protected readonly implicit: boolean,
  ) {}

  of(node: ts.Node | undefined): Level {
    if (node === undefined) return 0;
    const known = this.known.get(node) ?? (this.seed(node) || this.follow(node));
    this.known.set(node, known);
    return known;
  }

  private follow(node: ts.Node): Level {
    if (++this.asked > limit) throw new RangeError('too much to follow');
    if (isImplied(node)) return this.ofImplied(node);
    if (ts.isIdentifier(node)) return this.level(this.names.of(node) ?? node.text);
    if (ts.isPropertyAccessExpression(node)) return this.ofProperty(node.expression, node.name);
    if (ts.isElementAccessExpression(node)) return this.ofElement(node);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) return this.ofCall(node);
    if (ts.isFunctionLike(node)) return this.implicit ? this.within(node.parent && bodyOf(node)) : this.ofReturns(node);
    if (ts.isObjectLiteralExpression(node)) return max(...node.properties.map((each) => this.ofMember(each)));
    if (ts.isConditionalExpression(node) && !this.implicit) return max(this.of(node.whenTrue), this.of(node.whenFalse));
    if (this.isQuestion(node) || ts.isClassLike(node)) return 0;
    return this.ofChildren(node);
  }

  protected level = (name: Name | undefined): Level => (name === undefined ? 0 : (this.levels.get(name) ?? 0));

  knows = (name: string) => this.level(name) > 0;

  private isQuestion(node: ts.Node): boolean {
    if (this.implicit) return false;
    return ts.isBinaryExpression(node)
      ? comparing.test(node.operatorToken.getText())
      : ts.isPrefixUnaryExpression(node);
  }

  private ofChildren(node: ts.Node): Level {
    return most(node, (child) => (ts.isTypeNode(child) ? 0 : this.of(child)));
  }

  private ofMember(member: ts.ObjectLiteralElementLike): Level {
    if (ts.isSpreadAssignment(member)) return this.of(member.expression);
    if (ts.isShorthandPropertyAssignment(member)) return inside(this.of(member.name));
    const level = ts.isPropertyAssignment(member) ? this.of(member.initializer) : this.of(member);
    return member.name && ts.isComputedPropertyName(member.name) ? level : inside(level);
  }

  /** What a class holds, or what a function is given that says `this` or `arguments`. */
  private ofImplied(node: ts.Node): Level {
    return max(this.level(this.names.of(node)), ...this.calls.implied(node).map((each) => this.of(each)));
  }

  private ofProperty(owner: ts.Expression, name: ts.Node): Level {
    const level = this.of(owner);
    if (level === 2) return 2;
    return level === 1 || this.calls.isOpaque(owner)
      ? max(this.level(textOf(name)), this.level(this.names.of(name)))
      : 0;
  }

  private ofElement({ expression, argumentExpression: key }: ts.ElementAccessExpression): Level {
    if (ts.isStringLiteralLike(key)) return this.ofProperty(expression, key);
    const level = this.of(expression);
    return this.implicit && max(level, this.of(key)) > 0 ? 2 : level;
  }

  private ofCall(node: ts.CallExpression | ts.NewExpression): Level {
    const { expression: callee } = node;
    const own = this.of(callee);
    const isOwn = this.calls.isOwn(callee);
    const owner = ts.isPropertyAccessExpression(callee) ? this.of(callee.expression) : 0;
    // Of what it gives back, its own code tells.
    if (isOwn && !this.implicit) return max(own, owner);
    if (!this.implicit && ((ts.isNewExpression(node) && createsConstruct(node)) || asking.test(textOf(callee))))
      return 0;
    const required = isImportCall(node) ? this.level(this.names.of(node.arguments[0]!)) : 0;
    return max(own, isOwn && owner < 2 ? 0 : owner, required, ...this.given(node));
  }

  protected given = (node: ts.CallExpression | ts.NewExpression) => (node.arguments ?? []).map((each) => this.of(each));

  private ofReturns(node: ts.Node): Level {
    const body = bodyOf(node);
    if (body === undefined || !ts.isBlock(body)) return this.of(body);
    const visit = (each: ts.Node): Level => {
      if (ts.isReturnStatement(each)) return this.of(each.expression);
      if (ts.isYieldExpression(each)) return max(this.of(each.expression), most(each, visit));
      return ts.isFunctionLike(each) ? 0 : most(each, visit);
    };
    return visit(body);
  }

  /** The most of anything in it. */
  private within(node: ts.Node | undefined): Level {
    if (node === undefined) return 0;
    if (ts.isExpression(node) && this.of(node) > 0) return 2;
    return ts.forEachChild(node, (child) => (this.within(child) > 0 ? 2 : undefined)) ?? 0;
  }

  protected raise(name: Name | undefined, level: Level): void {
    if (name === undefined || level <= this.level(name)) return;
    this.levels.set(name, level);
    this.onRaise(name);
  }

  protected abstract onRaise(name: Name): void;
}

function most(node: ts.Node, of: (child: ts.Node) => Level): Level {
  let level: Level = 0;
  ts.forEachChild(node, (child) => {
    level = max(level, of(child));
  });
  return level;
}
