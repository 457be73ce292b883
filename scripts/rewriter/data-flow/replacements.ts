import ts from 'typescript';
import type { Place } from '../../checkout/source-text';
import type { Calls } from './calls';
import type { Flow } from './flow';
import { mutated } from './meetings';
import type { Names } from './names';
import { decided } from './places';
import { assignedBy, isCall, textOf } from './syntax';
import { decidersOf, decidersReaching } from './ways';

/** What the environment substitutes for the literal, or removes, wherever the literal got to. */
export class Replacements {
  constructor(
    private readonly names: Names,
    private readonly calls: Calls,
    private readonly literal: Flow,
    private readonly isDecided: (node: ts.Node) => boolean,
    /** Whether it may have a property of a name by which the literal is known. */
    private readonly mayHaveName: (node: ts.Node) => boolean,
    private readonly constructs: Pick<Flow, 'of'>,
  ) {}

  /** Something else in its place: `version = '15.10'`, `delete versions.dev`, `const { [stage]: version } = versions`. */
  at(node: ts.Node): Place | undefined {
    const assigned = assignedBy(node);
    const target = assigned?.target ?? mutated(node);
    if (target && (this.literal.of(target) > 0 || this.isOfConstruct(target))) {
      const deciders = assigned ? decidersOf(node, target, this.names, this.calls) : decidersReaching(node, this.calls);
      const values = assigned ? [assigned.value] : isCall(node) ? (node.arguments ?? []) : [];
      const by = [...values, ...deciders].find((each) => each && this.isDecided(each));
      if (by) return decided(node, by);
    }
    if (ts.isBindingElement(node) && node.propertyName && ts.isComputedPropertyName(node.propertyName)) {
      const key = node.propertyName.expression;
      if (this.literal.of(node.name) > 0 && this.isDecided(key)) return decided(node, key);
    }
    if (!ts.isCallExpression(node) || !this.mayMerge(node)) return undefined;
    const [into, ...sources] = node.arguments;
    if (into === undefined || this.literal.of(into) === 0) return undefined;
    const by = [...sources, ...decidersReaching(node, this.calls)].find(this.isDecided);
    return by && sources.some(this.mayHaveName) ? decided(node, by) : undefined;
  }

  /** `Object.assign(props, own)`, or what a package may do to the first of what it is given. */
  private mayMerge({ expression: callee, parent }: ts.CallExpression): boolean {
    if (textOf(callee) === 'assign') return true;
    return ts.isExpressionStatement(parent) && this.names.isForeign(callee) && !/^console\b/.test(callee.getText());
  }

  /** `cluster.engineVersion`, `stack.addOverride` */
  private isOfConstruct(target: ts.Node): boolean {
    if (!ts.isPropertyAccessExpression(target)) return false;
    const { expression: owner, name } = target;
    return name.text === 'addOverride' || (this.literal.knows(name.text) && this.constructs.of(owner) > 0);
  }
}
