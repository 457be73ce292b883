import type ts from 'typescript';
import { Bindings } from './bindings';
import type { Calls } from './calls';
import type { Level } from './levels';
import type { Name, Names } from './names';
import type { Readers } from './readers';

export interface FlowOptions {
  seed: (node: ts.Node) => Level;
  implicit?: boolean;
}

/**
 * Where values may get to in the app's own files: every assignment, argument and property is followed until nothing new is reached.
 * Neither order nor calls are distinguished, and a property is known by its name alone, so the result is too much rather than too
 * little. Packages are not read: what is passed to them is assumed to come back.
 */
export class Flow extends Bindings {
  /** What may hold more than was known when it was last looked at. */
  private readonly waiting = new Set<ts.Node>();

  constructor(
    names: Names,
    calls: Calls,
    private readonly readers: Readers,
    { seed, implicit = false }: FlowOptions,
  ) {
    super(names, calls, seed, implicit);
    const sources = implicit ? new Set(names.sources) : names.apps;
    for (const node of readers.mayBeSeeds) if (this.seed(node) > 0) this.lookAgain(node);
    // A set hands out what is added to it while it is being walked.
    for (const node of this.waiting) {
      this.waiting.delete(node);
      if (sources.has(node.getSourceFile())) this.walk(node);
    }
  }

  protected deciders = (assignment: ts.Node) => this.readers.deciders(assignment);

  protected onRaise(name: Name): void {
    for (const node of this.readers.of(name)) this.lookAgain(node);
  }

  /** What an expression holds depends on names and on what stands within it, so all that it stands in is asked again. */
  private lookAgain(node: ts.Node): void {
    for (let each = node; each; each = each.parent) {
      this.known.delete(each);
      if (this.isStep(each)) this.waiting.add(each);
      for (const taker of this.readers.taking(each)) {
        if (this.isStep(taker)) this.waiting.add(taker);
        else if (this.known.has(taker)) this.lookAgain(taker);
      }
    }
  }
}
