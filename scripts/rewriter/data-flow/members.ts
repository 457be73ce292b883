import ts from 'typescript';
import { isField } from './callables';
import type { Names } from './names';
import { assignedBy, textOf } from './syntax';

/** Which names the fields and methods have that the app's own classes and objects declare, or that are set. */
export class Members {
  private readonly all = new Set<string>();
  private readonly functions = new Set<string>();

  constructor(private readonly names: Names) {
    for (const source of names.sources) this.collect(source);
  }

  has = (name: string) => this.all.has(name);
  /** Of the app's own, not of the construct's. */
  isFunction = (name: string) => this.functions.has(name);

  private collect(node: ts.Node): void {
    const { name, initializer } = node as { name?: ts.Node; initializer?: ts.Node };
    if (name && (ts.isClassElement(node) || ts.isObjectLiteralElement(node) || isField(node))) {
      this.all.add(textOf(name));
      const isFunction = ts.isFunctionLike(node) || (initializer && ts.isFunctionLike(initializer));
      if (isFunction && this.names.apps.has(node.getSourceFile())) this.functions.add(textOf(name));
    }
    const target = assignedBy(node)?.target;
    if (target && ts.isPropertyAccessExpression(target)) this.all.add(target.name.text);
    ts.forEachChild(node, (child) => this.collect(child));
  }
}
