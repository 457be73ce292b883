import ts from 'typescript';
import { isField } from './callables';
import type { Name, Names } from './names';
import { add, assignedBy, textOf } from './syntax';

/** The names of the fields and methods that the app's own classes and objects declare, or that are assigned. */
export class Members {
  private readonly all = new Set<string>();
  /** By name, whose they are; `undefined` for those of objects. */
  private readonly functions = new Map<string, (Name | undefined)[]>();
  private readonly values = new Map<string, (Name | undefined)[]>();
  private readonly set = new Set<string>();

  constructor(private readonly names: Names) {
    for (const source of names.sources) this.collect(source);
  }

  has = (name: string) => this.all.has(name);
  /** Of the app's own, not of the construct's. */
  isFunction = (name: string) => this.functions.has(name);
  /** Nothing of that name holds a function from elsewhere; where it is known, of the class that it is asked of. */
  isAlwaysFunction(name: string, owner: Name | undefined): boolean {
    if (owner === undefined) return this.functions.has(name) && !this.values.has(name) && !this.set.has(name);
    const [functions, values] = [this.functions, this.values].map((each) => each.get(name)?.includes(owner) ?? false);
    return functions! && !values && !this.set.has(name);
  }

  private collect(node: ts.Node): void {
    const { name, initializer } = node as { name?: ts.Node; initializer?: ts.Node };
    if (name && (ts.isClassElement(node) || ts.isObjectLiteralElement(node) || isField(node))) {
      this.all.add(textOf(name));
      const isFunction = ts.isFunctionLike(node) || (initializer && ts.isFunctionLike(initializer));
      const owner = ts.isObjectLiteralExpression(node.parent) ? undefined : this.names.classAround(node);
      if (!isFunction) add(this.values, textOf(name), owner);
      else if (this.names.apps.has(node.getSourceFile())) add(this.functions, textOf(name), owner);
    }
    const target = assignedBy(node)?.target;
    if (target && ts.isPropertyAccessExpression(target)) {
      this.all.add(target.name.text);
      const owner = this.names.classOf(target.expression);
      if (owner) add(this.values, target.name.text, owner);
      else this.set.add(target.name.text);
    }
    ts.forEachChild(node, (child) => this.collect(child));
  }
}
