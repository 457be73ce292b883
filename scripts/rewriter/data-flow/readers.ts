import ts from 'typescript';
import type { Calls } from './calls';
import { decidersAround } from './deciders';
import type { Name, Names } from './names';
import { add, assignedBy, filling, isImplied, textOf } from './syntax';
import { decidersOf } from './ways';

/** Where names are read, so that only those places are revisited when more is known about a name: a large app has many. */
export class Readers {
  private readonly mentions = new Map<Name, ts.Node[]>();
  /** What takes a value that does not stand within it: a parameter its arguments, an assignment what decides about it. */
  private readonly takers = new Map<ts.Node, ts.Node[]>();
  /** Expressions at which a flow may begin. */
  readonly mayBeSeeds: ts.Node[] = [];
  private readonly decided = new Map<ts.Node, readonly ts.Node[]>();

  constructor(
    private readonly names: Names,
    private readonly calls: Calls,
  ) {
    for (const source of names.sources) this.collect(source);
  }

  of = (name: Name): readonly ts.Node[] => this.mentions.get(name) ?? [];
  taking = (node: ts.Node): readonly ts.Node[] => this.takers.get(node) ?? [];
  deciders = (assignment: ts.Node): readonly ts.Node[] => this.decided.get(assignment) ?? [];

  private collect(node: ts.Node): void {
    const text = textOf(node);
    if ((text !== '' && !ts.isPropertyAccessExpression(node)) || isImplied(node)) {
      const name = this.names.of(node);
      if (text !== '') add(this.mentions, text, node);
      if (name !== undefined && name !== text) add(this.mentions, name, node);
    }
    if (ts.isParameter(node)) for (const name of this.calls.unnamedFor(node)) add(this.mentions, name, node);
    if (text !== '' || ts.isExpression(node)) this.mayBeSeeds.push(node);
    for (const value of this.takenBy(node)) add(this.takers, value, node);
    ts.forEachChild(node, (child) => this.collect(child));
  }

  private takenBy(node: ts.Node): readonly ts.Node[] {
    if (ts.isParameter(node)) return this.calls.argumentsFor(node);
    const target = assignedBy(node)?.target;
    if (target || isFilling(node)) {
      const deciders = target ? decidersOf(node, target, this.names, this.calls) : decidersAround(node);
      this.decided.set(node, deciders);
      return deciders;
    }
    if (isImplied(node)) return this.calls.implied(node);
    const loop = ts.isVariableDeclaration(node) ? node.parent.parent : undefined;
    return loop && (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) ? [loop.expression] : [];
  }
}

const isFilling = (node: ts.Node) => ts.isCallExpression(node) && filling.test(textOf(node.expression));
