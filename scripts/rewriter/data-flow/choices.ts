import ts from 'typescript';
import type { Place } from '../../checkout/source-text';
import { functionOf, givesBack } from './callables';
import type { Calls } from './calls';
import { decidersAt, earlyExits, isCondition } from './deciders';
import type { Flow } from './flow';
import { metBy, spreadOver } from './meetings';
import type { Names } from './names';
import { condensed, elementsBefore, filledBefore } from './order';
import { because, decided } from './places';
import { Replacements } from './replacements';
import { assignedBy, createsConstruct, filling, isCall, isImportCall, isSuperCall, rootOf, textOf } from './syntax';
import { decidersReaching } from './ways';

type Asked = Pick<Flow, 'of'>;

/** What chooses between the literal and something else, wherever the literal may get to. */
export class Choices {
  private arrived = false;
  private readonly isDecided = (node: ts.Node) => this.environment.of(node) > 0;
  private readonly replacements: Replacements;

  constructor(
    private readonly names: Names,
    private readonly calls: Calls,
    private readonly literal: Flow,
    private readonly environment: Asked,
    /** Whether it may have a property of a name by which the literal is known. */
    private readonly mayHaveName: (node: ts.Node) => boolean,
    constructs: Asked,
  ) {
    this.replacements = new Replacements(names, calls, literal, this.isDecided, mayHaveName, constructs);
  }

  /** A literal that is not seen to arrive at a construct went a way that is not followed. */
  find(literal: ts.Node): Place | undefined {
    const visit = (node: ts.Node): Place | undefined => {
      const uses = this.mayHold(node) && this.literal.of(node) > 0;
      this.arrived ||= this.arrives(node);
      return (uses ? this.above(node) : undefined) ?? this.replacements.at(node) ?? ts.forEachChild(node, visit);
    };
    for (const source of this.names.apps) {
      const choice = visit(source);
      if (choice) return choice;
    }
    return this.arrived ? undefined : because(literal, 'its path to the cluster could not be traced');
  }

  private mayHold = (node: ts.Node) =>
    ts.isIdentifier(node) ||
    ts.isPropertyAccessExpression(node) ||
    node.kind === ts.SyntaxKind.ThisKeyword ||
    isImportCall(node) ||
    this.literal.seed(node) > 0;

  private arrives(node: ts.Node): boolean {
    if (!isCall(node) || !node.arguments || this.calls.isOwn(node.expression)) return false;
    const takes = createsConstruct(node) || /^(add|super)/.test(node.expression.getText().split('.').at(-1)!);
    return takes && node.arguments.some((each) => this.literal.of(each) > 0);
  }

  /** The choices that the value passes on its way out of an expression or a statement. */
  private above(use: ts.Node): Place | undefined {
    let settles = false;
    for (let child = use; child.parent; child = child.parent) {
      const { parent } = child;
      const choice = this.at(parent, child, settles);
      if (choice) return choice;
      settles ||= ts.isReturnStatement(parent) || ts.isYieldExpression(parent) || assignedBy(parent) !== undefined;
      if (createsConstruct(parent) || isSuperCall(parent)) {
        const chosen = this.selected(parent) ?? this.twin(parent);
        if (chosen) return chosen;
      }
      if (this.ends(parent, child)) return undefined;
    }
    return undefined;
  }

  private at(parent: ts.Node, child: ts.Node, settles: boolean): Place | undefined {
    const met = [...metBy(parent, child, this.calls), ...this.decorators(parent, child)].find(this.isDecided);
    if (met) return decided(parent, met);
    const list = condensed(parent, child);
    if (list && this.environment.of(list) === 2) return decided(parent, list);
    const isDefault = (ts.isParameter(parent) || ts.isBindingElement(parent)) && child === parent.initializer;
    if (isDefault && this.environment.of(parent.name) === 2) return decided(parent, parent.name);
    const over = spreadOver(parent, child).find((each) => this.isDecided(each) && this.mayHaveName(each));
    if (over) return decided(parent, over);
    const deciders = ts.isExpression(parent) && isCondition(parent) ? [] : decidersAt(parent, child);
    const exits = settles ? earlyExits(parent, child) : [];
    const by = [...deciders, ...exits, ...elementsBefore(parent, child), ...this.before(parent, child)].find(
      this.isDecided,
    );
    return by && decided(ts.isExpression(parent) ? parent : by, by);
  }

  /** What decides whether something else gets into a list before it. */
  private before(parent: ts.Node, child: ts.Node): readonly ts.Node[] {
    if (!ts.isCallExpression(parent) || parent.expression === child) return [];
    return filledBefore(parent).flatMap((each) => [...each.arguments, ...decidersReaching(each, this.calls)]);
  }

  /** What may put something else in the place of a member, or of a class if it gives something back. */
  private decorators(parent: ts.Node, child: ts.Node): readonly ts.Expression[] {
    if (!ts.canHaveDecorators(parent) || ts.isDecorator(child)) return [];
    const all = (ts.getDecorators(parent) ?? []).map(({ expression }) => expression);
    return ts.isClassLike(parent) ? all.filter((each) => this.mayReplace(each)) : all;
  }

  private mayReplace(decorator: ts.Expression): boolean {
    const root = rootOf(decorator);
    const declaration = ts.isIdentifier(root) ? this.names.declaration(root) : undefined;
    const called = declaration && functionOf(declaration);
    return called === undefined || givesBack(called);
  }

  /** Where nobody takes the value any further, or what takes it is a use of its own. */
  private ends(parent: ts.Node, child: ts.Node): boolean {
    if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isSourceFile(parent)) return true;
    if (ts.isFunctionLike(parent)) return !ts.isExpression(parent) || this.literal.of(parent) === 0;
    if (ts.isExpressionStatement(parent))
      return ts.isNewExpression(child) || (ts.isCallExpression(child) && !this.keeps(child));
    // `list.slice(1)`: the method is asked, and what it gives back goes on.
    const asked = ts.isPropertyAccessExpression(parent) && isCall(parent.parent) ? parent.parent : parent;
    return (
      ts.isExpression(parent) && this.literal.of(asked) === 0 && !(ts.isCallExpression(parent) && this.keeps(parent))
    );
  }

  /** `versions.set('dev', '15.6')`, or a function of the app's own that is given the value to do something with it. */
  private keeps(call: ts.CallExpression): boolean {
    if (createsConstruct(call)) return false;
    if (this.calls.isOwn(call.expression)) return true;
    const method = textOf(call.expression);
    const given = method === 'assign' ? call.arguments.slice(1) : call.arguments;
    return filling.test(method) && given.some((each) => this.literal.of(each) > 0);
  }

  /** For some of a list only: `for (const each of clusters) if (each.stage === stage) new AuroraCluster(…)`. */
  private selected(creation: ts.Node): Place | undefined {
    const met: ts.Node[] = [];
    for (let child = creation; child.parent; child = child.parent) {
      const { parent } = child;
      if (ts.isFunctionLike(child) && !this.isWalk(parent)) return undefined;
      if (ts.isFunctionLike(child) || ts.isIterationStatement(child, false)) {
        const by = met.find(this.isDecided);
        return by && decided(creation, by);
      }
      met.push(...decidersAt(parent, child), ...earlyExits(parent, child));
    }
    return undefined;
  }

  private isWalk = (node: ts.Node) =>
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    this.literal.of(node.expression.expression) > 0;

  /** The same construct created elsewhere, where the environment decides which of the two. */
  private twin(creation: ts.Node): Place | undefined {
    const by = decidersReaching(creation, this.calls).find(this.isDecided);
    const called = (node: ts.Node) =>
      isCall(node) ? [node.expression, node.arguments?.[1]].map((each) => each?.getText()).join() : '';
    const visit = (node: ts.Node): boolean =>
      (node !== creation && called(node) === called(creation)) ||
      (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
    return by && [...this.names.apps].some(visit) ? decided(by, by) : undefined;
  }
}
